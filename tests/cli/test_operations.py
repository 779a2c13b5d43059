"""docs/operations.md keeps up with the code."""

import argparse
import re
from pathlib import Path

from procrastinate.contrib.django import app

from baogong.cli.main import parser
from baogong.cli.serve import add_arguments
from baogong.plumbing import sweeps

ROOT = Path(__file__).resolve().parent.parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text()


def variables_in_the_code() -> set[str]:
    sources = (path.read_text() for path in (ROOT / "src/baogong").rglob("*.py"))
    pattern = re.compile(r'["\'](BAOGONG_[A-Z_]+|DATABASE_URL)["\']')
    return {name for source in sources for name in pattern.findall(source)}


def test_every_environment_variable_is_documented_and_every_documented_one_exists() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, flags=re.MULTILINE))
    assert documented == variables_in_the_code()


def test_every_job_and_sweep_is_documented_and_every_documented_one_exists() -> None:
    part = OPERATIONS.partition("## What runs by itself")[2].partition("\n## ")[0]
    documented = set(re.findall(r"^\| `([\w.]+)` \|", part, flags=re.MULTILINE))
    jobs = {name for name in app.tasks if "procrastinate" not in name}
    names = {name.rpartition(".")[2] for name in sweeps.registered()}
    assert documented == jobs | names


def test_every_option_of_serve_is_documented() -> None:
    serve = argparse.ArgumentParser(add_help=False)
    add_arguments(serve)
    options = set(re.findall(r"--[a-z]+", serve.format_help()))
    assert {option for option in options if f"`{option}`" not in OPERATIONS} == set()


def test_the_unit_runs_a_command_that_exists() -> None:
    unit = (ROOT / "deploy/baogong.service").read_text()
    words = re.search(r"^ExecStart=/opt/baogong/bin/baogong (.*)$", unit, re.MULTILINE)
    assert words is not None
    assert parser(chosen="serve").parse_args(words[1].split()).port == 8000
