"""Every text for people has its Chinese."""

import subprocess
import sys

from .source import ROOT


def test_the_chinese_catalogue_is_complete():
    check = subprocess.run(
        [sys.executable, "tools/translations.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.stdout == ""
    assert check.returncode == 0, check.stderr
