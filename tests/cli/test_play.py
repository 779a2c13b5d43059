"""D2: the seamless chain, played through the services by two dozen people at once."""

import json
import os
import subprocess
import sys

import pytest

FIGURES = {"ordered", "delivered", "delivered_short", "returned", "short", "open"}


@pytest.fixture(scope="module")
def story():
    """One playing of the story, as the command prints it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BAOGONG_")}
    command = [sys.executable, "-m", "baogong.cli.main", "play", "seamless-chain", "--json"]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, timeout=300, check=True, text=True
    )
    return json.loads(done.stdout)


def lines(story):
    return [story["total"], story["bags"], *story["goods"].values(), *story["entrances"]]


@pytest.mark.processes
def test_every_line_balances(story):
    assert story["balanced"] is True
    for line in lines(story):
        assert set(line) - {"entrance"} == FIGURES
        rest = line["delivered"] + line["returned"] + line["short"] + line["open"]
        assert line["ordered"] == rest


@pytest.mark.processes
def test_four_hundred_orders_reach_thirty_five_entrances(story):
    assert story["total"]["ordered"] == 400
    assert len(story["entrances"]) == 35
    for figure in FIGURES:
        assert sum(e[figure] for e in story["entrances"]) == story["total"][figure]
    assert story["total"]["delivered"] > 380
    assert story["total"]["delivered_short"] > 0


@pytest.mark.processes
def test_much_went_wrong_on_the_way(story):
    """20 actors and more on connections of their own; repeats, late orders, wrong counts."""
    assert story["asked"]["connections"] >= 20
    assert story["asked"]["accepted"] == 400
    assert story["asked"]["repeated"] == 12
    assert story["asked"]["too_late"] == 8
    assert story["received_twice_refused"] == 1
    assert story["made"]["packed_twice"] > 0
    assert story["made"]["counted_again"] > 0
    assert story["first_day"]["receipts"]["repeated"] > 0
    assert story["first_day"]["gone"] > 0
    assert story["settled"]["discrepancies"] > 0
