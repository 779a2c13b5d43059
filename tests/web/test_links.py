"""R13: no link that somebody is shown leads to a page that is not theirs."""

import re
from html import unescape

import pytest
from django.urls import resolve
from django.utils import timezone

from baogong.cli.bench.stage import set_stage
from baogong.cli.bench.visitors import visits
from baogong.cli.play.under_way import SIX_DOORS
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

LINK = re.compile(r'href="(/[^"#]*)"')


def test_every_link_of_every_page_opens_for_the_one_who_sees_it():
    scene = set_stage(
        SIX_DOORS, password=PASSWORD, public_url="http://localhost:8000", now=timezone.now()
    )
    followed, dead = set(), []
    for visit, client, url in visits(scene):
        page = client.get(url)
        if "html" not in page.headers.get("Content-Type", ""):
            continue
        for link in map(unescape, LINK.findall(page.content.decode())):
            if link.startswith("/static/"):
                continue
            there = (id(client), resolve(link.partition("?")[0]).view_name)
            if there not in followed:
                followed.add(there)
                if client.get(link).status_code == 404:
                    dead.append((visit, link))

    assert dead == []
    assert len(followed) > 100
