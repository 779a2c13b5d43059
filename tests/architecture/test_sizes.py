"""Files and functions stay small enough to read at one sitting."""

import ast
from pathlib import Path

from .source import PACKAGE, ROOT, python_files


def too_long(paths: list[Path], limit: int) -> dict[str, int]:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in paths}
    return {str(path.relative_to(ROOT)): n for path, n in lines.items() if n >= limit}


def test_no_function_reaches_50_lines():
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in python_files("src", "tools")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 >= 50
    }

    assert long == {}


def test_no_source_file_reaches_400_lines():
    assert too_long(python_files("src", "tools"), 400) == {}


def test_no_test_file_reaches_600_lines():
    assert too_long(python_files("tests"), 600) == {}


def test_no_template_reaches_150_lines():
    templates = [path for path in PACKAGE.rglob("templates/**/*") if path.is_file()]

    assert too_long(templates, 150) == {}


def test_no_module_has_a_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}

    assert [path for path in python_files("src", "tools") if path.stem in empty] == []
