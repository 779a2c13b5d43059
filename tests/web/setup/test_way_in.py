"""Whoever opens a new installation finds its first run."""

import pytest
from django.urls import reverse

from tests.factories import make_world

pytestmark = pytest.mark.django_db


def test_a_new_installation_begins_with_its_first_run(client):
    assert client.get("/").url == reverse("setup:first_run")


def test_a_founded_one_asks_for_the_card(client):
    make_world()

    assert client.get("/").status_code == 200
