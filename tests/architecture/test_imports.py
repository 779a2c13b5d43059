"""Every module of the package can be imported by itself on every supported Python."""

import importlib
import pkgutil

import baogong


def test_every_module_can_be_imported():
    names = [module.name for module in pkgutil.walk_packages(baogong.__path__, "baogong.")]

    for name in names:
        importlib.import_module(name)

    assert "baogong.values.money" in names
