"""Who opens which page: a resident with a card, and one member of staff for each role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import cards_within
from baogong.apps.people.services import assign
from baogong.apps.reporting.queries.specimens import specimens
from baogong.cli.bench.addresses import page_addresses
from baogong.plumbing.audit import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from baogong.apps.accounts.models import User
    from baogong.cli.play.scene import Scene


def visits(scene: Scene) -> Iterator[tuple[str, Client, str]]:
    """(page, visitor, address) for every page that the scene can show."""
    settings.ALLOWED_HOSTS = ["*"]
    found = specimens()
    resident, staff = _resident(scene, found), _staff(scene, found)
    for address, url in page_addresses(found, day=timezone.localdate()):
        for role in sorted(address.roles or ()):
            yield f"{address.name} as {role}", staff[role], url
        if address.roles is None:
            yield address.name, resident, url


def _resident(scene: Scene, found: dict[str, Any]) -> Client:
    [card] = [card for card in cards_within(scene.estate) if card.id == found["card"]]
    client = Client()
    client.post(reverse("resident:card", args=[card.code]), {"pin": card.pin})
    return client


def _staff(scene: Scene, found: dict[str, Any]) -> dict[str, Client]:
    """One for each role; the officer is the one who has a run, and may see the whole estate."""
    officers = [user for users in scene.officers.values() for user in users]
    [officer] = [user for user in officers if user.pk == found["run_officer"]]
    now = timezone.now()
    assign(user=officer, role=Role.OFFICER, place=scene.estate, actor=SYSTEM, now=now)
    people: dict[str, User] = {Role.COMMANDER: scene.commander, Role.OFFICER: officer}
    people |= {role: crew[0] for role, crew in scene.crew.items()}
    leader = people[Role.GRID_LEADER] = scene.crew[Role.CLERK][-1]
    assign(user=leader, role=Role.GRID_LEADER, place=scene.estate, actor=SYSTEM, now=now)
    clients = {}
    for role, user in people.items():
        clients[role] = Client()
        clients[role].force_login(user)
    return clients
