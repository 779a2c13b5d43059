"""Measurements measure what they say."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.processes


def bench(*arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BAOGONG_")}
    done = subprocess.run(
        [sys.executable, "-m", "baogong.cli.main", "bench", *arguments, "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        timeout=300,
        check=False,  # its exit code tells whether it was quick, which a busy machine is not
        text=True,
    )
    return json.loads(done.stdout)


def test_closing_a_small_town_makes_the_rows_that_bare_sql_makes():
    """R4, R28: orders become purchase orders, bags and crates, none more and none fewer."""
    result = bench("cutoff", "--households", "240")

    assert result["same_as_sql"] is True
    assert (result["orders"], result["lines"]) == (200, 1000)
    assert result["rows"]["bought"] == result["rows"]["planned"] > 0
    assert result["rows"]["crates"] == 3
    assert result["ratio_to_sql"] > 0


def test_every_label_of_many_parts_is_printed():
    """R56: parts that several processes set come out as one."""
    result = bench("labels", "--count", "450")

    assert result["count"] == 450
    assert 0 < result["qr_seconds"] < result["seconds"] * 5


def test_every_entry_of_a_long_chain_is_read():
    """R42: a chain in five habits, all of it ready."""
    result = bench("chain", "--entries", "300")

    assert (result["entries"], result["ready"]) == (300, 300)
    assert result["entries_per_second"] > 0
