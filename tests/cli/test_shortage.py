"""R34: anybody computes again from the published log how a short good was divided."""

import argparse
import json

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.places.enums import CareKind
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.queries import Terms
from baogong.cli import shortage
from baogong.plumbing.processes.folder import CannotRun
from tests.factories.shortages import divide, short_round

LOT = "0" * 64


def check(folder, document):
    file = folder / "log.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    return shortage.run(argparse.Namespace(what="check", file=file))


def published(strategy=Division.DRAW, **changes):
    world = short_round("refund", "swap", "ask", "refund", missing=4500)
    first = frozenset({CareKind.INFANT}) if strategy is Division.PRIORITY else frozenset()
    act = divide(world, Terms(strategy, care=first))
    log = json.loads(Client().get(reverse("resident:shortage_json", args=[act.pk])).content)
    return log | changes


@pytest.mark.django_db
@pytest.mark.parametrize("strategy", Division)
def test_a_published_log_matches(strategy, tmp_path, capsys):
    assert check(tmp_path, published(strategy)) == 0
    assert capsys.readouterr().out.startswith("matches: 4 doors")


@pytest.mark.django_db
def test_a_favour_is_found(tmp_path, capsys):
    log = published()
    poor, rich = sorted(log["log"], key=lambda line: line["granted"])[:: len(log["log"]) - 1]
    poor["granted"], rich["granted"] = rich["granted"], poor["granted"]

    assert check(tmp_path, log) == 1
    told = capsys.readouterr().out
    assert "somebody gets more or less than the rule says" in told
    assert f"order {poor['order']}" in told


@pytest.mark.django_db
def test_a_seed_that_was_chosen_afterwards_is_found(tmp_path, capsys):
    assert check(tmp_path, published(seed="彩票 4712")) == 1
    assert "the commitment is not the SHA-256 of the seed" in capsys.readouterr().out


def line(**changes):
    return {
        "order": "00011",
        "wanted": 3000,
        "granted": 1500,
        "asked_at": "2026-04-12T10:00:00+00:00",
        "priority": 0,
        "why": "share",
        "place": 1,
        "lot": LOT,
    } | changes


def document(*lines, **changes):
    return {
        "format": "baogong-shortage-1",
        "unit": 50,
        "supply": 1500,
        "strategy": "pro_rata",
        "seed": "1",
        "commitment": LOT,
        "log": list(lines),
    } | changes


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no log of a shortage"),
        ({"format": "other"}, "no log of a shortage"),
        (document(unit=0), "unit must be 1 or more"),
        (document(log=None), "log must be a list"),
        (document(strategy="luck"), "luck"),
        (document(seed=7), "seed must be a text"),
        (document("x"), "line 1: must be an object"),
        (document(line(), line(wanted=True)), "line 2: wanted must be a whole number"),
        (document(line(granted=1501)), "line 1: granted must be so many times 50"),
        (document(line(asked_at="noon")), "line 1: asked_at must be like"),
        (document(line(asked_at="2026-04-12T10:00:00")), "line 1: asked_at must be like"),
        (document(line(wanted=0)), "quantities must be positive"),
        (document(line(), line()), "every key must be there once"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(content, told, tmp_path):
    with pytest.raises(CannotRun, match=told):
        check(tmp_path, content)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CannotRun, match="No such file"):
        shortage.run(argparse.Namespace(what="check", file=tmp_path / "none"))
