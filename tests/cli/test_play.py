"""D2: the seamless chain, played through the services by two dozen people at once."""

import json
import os
import subprocess
import sys

import pytest

FIGURES = {"ordered", "delivered", "delivered_short", "returned", "short", "open"}


def played(*arguments):
    """One playing of a story, as the command prints it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BAOGONG_")}
    command = [sys.executable, "-m", "baogong.cli.main", "play", *arguments, "--json"]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, timeout=300, check=True, text=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def story():
    return played("seamless-chain")


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
def test_the_orders_come_through_every_channel(story):
    """R39, R42, R48; of the chain D6's 60 lines with 5 broken."""
    channels = {"page": 220, "phone": 60, "chain": 60, "groupbuy": 40, "sheet": 20, "helper": 0}
    assert story["channels"] == channels
    chain, tool = story["elsewhere"]["chain"], story["elsewhere"]["group_buy"]
    assert chain == {"lines": 60, "entered_at_once": 55, "mended": 5, "entered": 60}
    assert (tool["orders"], tool["paid_back_in_the_tool"], tool["entered"]) == (45, 5, 40)
    assert tool["mended"] > 0
    assert tool["added_to_another"] == 3
    slips = story["elsewhere"]["slips"]
    assert slips == {"typed": 20, "checked": 20, "read_differently": 2}


@pytest.mark.processes
def test_what_the_full_supermarket_cannot_make_up_goes_to_an_open_small_shop(story):
    """D6, R32: of three small shops one is closed just now, and one serves another estate."""
    overflow = story["overflow"]
    assert overflow["full"] == {"北山超市": 280}
    assert overflow["proposed"] == [["南巷便利店", True], ["北巷便利店", False]]
    assert overflow["moved"] == 30
    assert list(overflow["orders"]) == ["北山超市", "南巷便利店"]
    assert 10 < overflow["orders"]["南巷便利店"] <= 30


@pytest.mark.processes
def test_two_short_goods_are_divided_by_rules_that_anybody_computes_again(story):
    """By largest remainder and by a draw with its seed; each household as it chose."""
    divided = {row["good"]: row for row in story["divided"]["goods"]}
    assert {sku: row["rule"] for sku, row in divided.items()} == {
        "EGG": "pro_rata",
        "GREENS": "draw",
    }
    for row in divided.values():
        assert row["came"] < row["ordered"]
        assert 0 < row["doors_cut"] < row["doors"]
        assert row["seed"]
        assert row["same_again"] is True
    cuts, calls = story["divided"]["cuts"], story["divided"]["calls"]
    assert {how: cuts[f"ask_{how}"] for how in calls} == calls
    swapped = sum(count for what, count in cuts.items() if what.endswith("_swap"))
    assert min(cuts["refund_refund"], calls["refund"], swapped) > 0
    assert "refund_swap" not in cuts


@pytest.mark.processes
def test_what_is_weighed_settles_at_its_weight_and_too_much_only_where_it_was_agreed(story):
    weighed = story["weighed"]
    assert weighed["lines"] > 30
    assert weighed["at_another_sum"] > 0
    assert (weighed["over_and_agreed"], weighed["over_and_not_asked"]) == (1, 1)


@pytest.mark.processes
def test_the_money_balances(story):
    money = story["money"]
    assert money["balanced"] is True
    assert money["differences"] == 0
    assert sum(money["fen"].values()) == 0
    assert money["fen"]["cash"] == 0  # all counted into the safe
    assert money["fen"]["float"] == 0
    assert story["paid"]["bought_on_behalf"] == 15
    assert money["fen"]["group_buy"] == story["elsewhere"]["group_buy"]["paid_fen"] > 0
    assert story["paid"]["payments"] > 150
    assert story["paid"]["counts"] > 0


@pytest.mark.processes
def test_what_came_short_goes_back_to_the_phones_that_paid(story):
    """R19, R38: the provider's books and ours agree to the fen, though notices were lost."""
    phone, fen = story["phone"], story["money"]["fen"]
    assert phone["agrees"] is True
    assert phone["payments"] == 200
    assert phone["refunds"] > 10
    assert phone["refunded_fen"] > 0
    assert phone["given_up"] == 1
    assert fen["provider"] == phone["paid_fen"] - phone["refunded_fen"]
    assert fen["refunding"] == 0


@pytest.mark.processes
def test_nothing_is_paid_out_of_a_safe_that_does_not_hold_it(story):
    """R40: start money, then what two counted, less what was bought on behalf."""
    fen = story["money"]["fen"]
    assert fen["advance"] == -200_000
    assert fen["safe"] > 0


@pytest.mark.processes
def test_much_went_wrong_on_the_way(story):
    """20 actors and more on connections of their own; repeats, late orders, wrong counts."""
    assert story["asked"]["connections"] >= 20
    assert story["asked"]["accepted"] == 280
    assert story["asked"]["repeated"] == 8
    assert story["asked"]["too_late"] == 8
    assert story["received_twice_refused"] == 2  # a truck of each shop
    assert story["made"]["packed_twice"] > 0
    assert story["made"]["counted_again"] > 0
    assert story["first_day"]["receipts"]["repeated"] > 0
    assert story["first_day"]["gone"] > 0
    assert story["settled"]["discrepancies"] > 0


@pytest.mark.processes
def test_what_is_ordered_in_time_comes_next_day_and_a_minute_later_the_day_after():
    """D3, R50, R52: two of its 26 days."""
    story = played("next-day", "--days", "2")

    assert story["balanced"] is True
    assert story["promises"] == [{"in_time": True, "days": 1}, {"in_time": False, "days": 2}]
    assert story["orders"] == 2 * 85 + 2
    assert story["double_taps"] > 0
    assert story["doors"] <= story["people"] <= 3 * story["doors"]
    assert story["total"]["delivered"] == story["delivered"] > 150


@pytest.mark.processes
def test_what_is_mixed_up_at_sorting_does_not_leave_until_it_is_mended():
    """X7: goods of another bag, a bag of another entrance, a crate whose count agrees."""
    drill = played("mixed-bags")

    codes = [refusal["code"] for refusal in drill["refusals"]]
    assert codes == ["wrong_good"] * 2 + ["other_entrance", "crate_half_scanned"] * 2
    assert all(refusal["text"] for refusal in drill["refusals"])
    assert drill["mended"] == 4
    assert drill["balanced"] is True
    assert drill["total"]["ordered"] == 40
    assert drill["total"]["open"] == 0
