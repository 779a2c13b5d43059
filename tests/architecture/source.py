"""The project's own files, as the architecture tests read them."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/baogong"


def contract(name: str) -> dict[str, Any]:
    """One import contract of pyproject.toml, by its id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(row for row in contracts if row["id"] == name)


def app_levels() -> dict[str, int]:
    """App -> its height; what stands higher may point to what stands lower."""
    layers = [layer.split("|") for layer in reversed(contract("apps")["layers"])]
    return {app.strip(" ()"): level for level, row in enumerate(layers) for app in row}


def python_files(*folders: str) -> list[Path]:
    """Every Python file under the folders except generated migrations."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)
