"""R4, R28: what closing makes is what bare SQL makes of the same orders."""

import json
import os
import subprocess
import sys

import pytest


@pytest.mark.processes
def test_closing_a_small_town_makes_the_rows_that_bare_sql_makes():
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BAOGONG_")}
    command = [sys.executable, "-m", "baogong.cli.main", "bench", "cutoff", "--json"]
    done = subprocess.run(
        [*command, "--households", "240"],
        env=environment,
        stdout=subprocess.PIPE,
        timeout=120,
        check=True,
        text=True,
    )
    result = json.loads(done.stdout)

    assert result["same_as_sql"] is True
    assert (result["orders"], result["lines"]) == (200, 1000)
    assert result["rows"]["bought"] == result["rows"]["planned"] > 0
    assert result["rows"]["crates"] == 3
    assert result["ratio_to_sql"] > 0
