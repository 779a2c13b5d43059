"""Throw-away data folders."""

from tests.plumbing.conftest import data_dir

__all__ = ["data_dir"]
