"""Throw-away data folders that root's database user can enter."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="baogong-data-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
