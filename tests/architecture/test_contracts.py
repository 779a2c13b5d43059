"""The import contracts forget nobody."""

from .source import PACKAGE, contract


def test_every_interface_is_kept_from_the_models():
    interfaces = {f"baogong.{name}" for name in ("web", "api", "cli") if (PACKAGE / name).is_dir()}

    assert set(contract("interfaces")["source_modules"]) == interfaces
