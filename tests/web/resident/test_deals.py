"""X3: what is divided is announced with its commitment, and everybody may check how it was."""

import argparse
import csv
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import Ask, Deal, Listing, ListingItem
from baogong.apps.ordering.services import deal_round, decide_order
from baogong.apps.places.enums import CareKind
from baogong.apps.places.models import CareFlag
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.queries import Terms
from baogong.cli import shortage
from baogong.engines.allocation import commitment
from tests.architecture.source import ROOT
from tests.factories import NOW, make_world
from tests.factories.deals import HOUR, divided, to_divide
from tests.factories.shortages import divide, short_round
from tests.factories.world import intent

pytestmark = pytest.mark.django_db

CHECK = ROOT / "docs/check_a_draw.py"
RULED = (Rule.DRAW, Rule.ONE_EACH, Rule.PRIORITY)


def ruled_world(rule=Rule.DRAW, *, stock=4):
    """Six doors, of which one comes first where that counts."""
    world = make_world(floors=3)
    to_divide(world, rule, stock=stock, first_care=[CareKind.INFANT])
    CareFlag.objects.create(household=world.doors[4], kind=CareKind.INFANT, recorded_at=NOW)
    return world


def published(client, deal):
    return json.loads(client.get(reverse("resident:deal_json", args=[deal.pk])).content)


def check(folder, document):
    """What the program of the documents says, and what ours says."""
    file = folder / "deal.json"
    file.write_text(json.dumps(document))
    run = subprocess.run(
        [sys.executable, CHECK, file], capture_output=True, text=True, check=False, cwd=folder
    )
    ours = shortage.run(argparse.Namespace(what="check", file=file))
    return run.returncode, ours, run.stdout


@pytest.mark.parametrize("rule", RULED)
def test_anybody_divides_a_published_draw_again(client, rule, tmp_path):
    deal = divided(ruled_world(rule), 2, 1, 3, 1, 2, 1)
    document = published(client, deal)
    assert document["strategy"] == rule.strategy
    theirs, ours, said = check(tmp_path, document)
    assert (theirs, ours) == (0, 0), said
    assert "matches: 6 numbers, 4 granted" in said
    assert document["commitment"] in said


def test_who_came_after_the_draw_is_divided_by_time_in_a_log_of_its_own(client, tmp_path):
    world = ruled_world(stock=2)
    divided(world, 1)
    late = NOW + HOUR + timedelta(minutes=1)
    for second, door in enumerate(world.doors[1:4]):
        asked = intent(world, door, 1, waits=True, occurred_at=late + timedelta(seconds=second))
        decide_order(asked, now=late)
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=3)
    deal_round(round_id=world.round.pk, now=late + HOUR)
    deal = Deal.objects.latest("pk")
    document = published(client, deal)
    assert document["strategy"] == "by_time"
    assert [line["granted"] for line in document["log"]] == [1, 0]
    assert check(tmp_path, document)[:2] == (0, 0)
    assert (
        "抽签之后申请的" in client.get(reverse("resident:deal", args=[deal.pk])).content.decode()
    )


@pytest.mark.parametrize("rule", RULED)
def test_a_favour_is_found(client, rule, tmp_path):
    document = published(client, divided(ruled_world(rule), 2, 1, 3, 1, 2, 1))
    poor, *_, rich = sorted(document["log"], key=lambda line: line["granted"])
    rich["granted"], poor["granted"] = poor["granted"], rich["granted"]
    theirs, ours, said = check(tmp_path, document)
    assert (theirs, ours) == (1, 1)
    assert poor["order"] in said


def test_a_word_that_was_chosen_afterwards_is_found(client, tmp_path):
    document = published(client, divided(ruled_world(), 2, 1, 3)) | {"seed": "0" * 32}
    theirs, ours, said = check(tmp_path, document)
    assert (theirs, ours) == (1, 1)
    assert "the word is not that of the commitment" in said


def test_the_commitment_is_public_before_the_draw_and_the_word_only_after_it(client):
    world = ruled_world()
    seed = Listing.objects.get(pk=world.listings[0].pk).seed
    url = reverse("resident:draws", args=[world.round.pk])
    before = client.get(url).content.decode()
    assert commitment(seed) in before
    assert seed not in before

    deal = divided(world, 1, 2)

    assert reverse("resident:deal", args=[deal.pk]) in client.get(url).content.decode()
    after = client.get(reverse("resident:deal", args=[deal.pk])).content.decode()
    assert seed in after
    assert commitment(seed) in after
    assert url in after


def test_the_page_before_the_draw_says_who_comes_first(client):
    world = ruled_world(Rule.PRIORITY)
    html = client.get(reverse("resident:draws", args=[world.round.pk])).content.decode()
    assert "婴" in html


def test_every_round_commits_to_the_words_for_goods_that_may_come_short(client):
    """R34: from the beginning, and each good has its own; the desk chooses none."""
    world = short_round("refund", "refund", missing=4000)
    url = reverse("resident:draws", args=[world.round.pk])
    words = {sku: world.round.word(sku) for sku in ("CAB", "EGG")}
    assert len(set(words.values())) == 2
    before = client.get(url).content.decode()
    assert all(commitment(word) in before for word in words.values())
    assert not any(word in before for word in words.values())

    act = divide(world, Terms(Division.DRAW))

    assert act.seed == words["CAB"]
    log = reverse("resident:shortage", args=[act.pk])
    assert log in client.get(url).content.decode()
    after = client.get(log).content.decode()
    assert words["CAB"] in after
    assert commitment(words["CAB"]) in after
    assert url in after


def test_a_round_without_goods_yet_shows_no_empty_list_of_words(client):
    url = reverse("resident:draws", args=[ruled_world().round.pk])
    assert "如果某样商品到货不够" in client.get(url).content.decode()
    ListingItem.objects.all().delete()
    assert "如果某样商品到货不够" not in client.get(url).content.decode()


def test_what_is_not_there_has_no_draw(client):
    assert client.get(reverse("resident:draws", args=[0])).status_code == 404
    assert client.get(reverse("resident:deal", args=[1])).status_code == 404


def test_the_log_names_no_door_and_finds_a_number(client):
    world = ruled_world()
    deal = divided(world, 2, 1, 3)
    url = reverse("resident:deal", args=[deal.pk])
    html = client.get(url).content.decode()
    table = client.get(reverse("resident:deal_csv", args=[deal.pk])).content.decode()
    assert not [door.label for door in world.doors if door.label in html + table]
    rows = list(csv.DictReader(table.lstrip("\ufeff").splitlines()))
    assert [row["order"] for row in rows] == [ask.number for ask in Ask.objects.order_by("pk")]
    assert sum(int(row["granted"]) for row in rows) == 4
    assert client.get(url, {"number": rows[0]["order"]}).content.decode().count("<tr>") == 2
    assert "公示里没有这个号" in client.get(url, {"number": "nothing"}).content.decode()


def test_who_is_a_priority_door_is_published_only_where_the_rule_asks(client):
    """A draw beside a package for priority doors says nothing about them."""
    world = ruled_world(Rule.PRIORITY)
    Listing.objects.filter(pk=world.listings[1].pk).update(rule=Rule.DRAW, stock=1)
    for door in world.doors:
        decide_order(intent(world, door, 1, 1), now=NOW)
    deal_round(round_id=world.round.pk, now=NOW + HOUR)
    classes = {
        deal.rule: {line["priority"] for line in published(client, deal)["log"]}
        for deal in Deal.objects.all()
    }
    assert classes == {Rule.PRIORITY: {0, 1}, Rule.DRAW: {0}}


@pytest.mark.parametrize("doors", [1, 3])
def test_a_log_is_read_with_the_same_number_of_queries(client, doors, django_assert_num_queries):
    world = ruled_world()
    deal = divided(world, *[1] * doors)
    with django_assert_num_queries(2):
        client.get(reverse("resident:deal_json", args=[deal.pk]))
    with django_assert_num_queries(6):
        client.get(reverse("resident:draws", args=[world.round.pk]))
