"""The stage of a scenario: an estate with its people, its shop and an open round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING

from baogong.apps.catalog.services import define_good, define_package, publish_package
from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.services import Offer, RoundPlan, open_round
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign, hire, issue_cards
from baogong.apps.places.queries import buildings_within
from baogong.apps.places.services import add_estate, add_town, load_doors, set_setting
from baogong.apps.places.settings import SECOND_FACTOR
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.services import (
    SupplierProfile,
    add_member,
    add_supplier,
    describe_supplier,
)
from baogong.cli.play.estates import GOODS, PACKAGES
from baogong.plumbing.audit import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from baogong.apps.accounts.models import User
    from baogong.apps.catalog.models import Package
    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place
    from baogong.apps.suppliers.models import Supplier
    from baogong.readers.doors import DoorLine

OFFICERS_PER_BUILDING = 2
CREW = {Role.CLERK: 3, Role.SHOP: 1, Role.GATE: 2, Role.SORTER: 6, Role.LIAISON: 1}
STOCK, LIMIT = 600, 4
DRAWN = 20


@dataclass(frozen=True, slots=True)
class Named:
    """An estate's code and name."""

    code: str = "dongchen"
    label: str = "东辰心语"


@dataclass(frozen=True, slots=True)
class Scene:
    """One estate ready for a day. ``officers``: two by building."""

    town: Place
    estate: Place
    commander: User
    crew: dict[Role, list[User]]
    officers: dict[int | None, list[User]]
    supplier: Supplier
    packages: list[Package]


def set_scene(
    *,
    doors: Sequence[DoorLine],
    password: str,
    now: datetime,
    named: Named | None = None,
    daily_orders: int = 4_000,
) -> Scene:
    """An estate with doors, cards, staff, goods and a supermarket that can make up so many orders
    a day, on an empty database.

    A stage needs no second factor; everybody knows its passwords.
    """
    town = add_town(code="xiling", name="西陵街道")
    commander = hire(username="commander", name="周指挥", password=password, actor=SYSTEM, now=now)
    assign(user=commander, role=Role.COMMANDER, place=town, actor=SYSTEM, now=now)
    set_setting(SECOND_FACTOR, 0, place=town, actor=commander, now=now)
    named = named or Named()
    estate = add_estate(town=town, code=named.code, name=named.label, actor=commander, now=now)
    load_doors(doors, estate=estate, actor=commander, now=now)
    issue_cards(place=estate, actor=commander, now=now)
    supplier = _supplier(estate, daily_orders, town=town, by=commander, now=now)
    crew = _crew(estate, password=password, by=commander, now=now)
    for user in crew[Role.SHOP]:
        add_member(supplier=supplier, user=user, actor=commander, now=now)
    return Scene(
        town=town,
        estate=estate,
        commander=commander,
        crew=crew,
        officers=_officers(estate, password=password, by=commander, now=now),
        supplier=supplier,
        packages=_packages(town, by=commander, now=now),
    )


def _supplier(
    estate: Place, daily_orders: int, *, town: Place, by: User, now: datetime
) -> Supplier:
    """The town's supermarket, which serves the estate, open from early to late."""
    supplier = add_supplier(town=town, name="北山超市", actor=by, now=now)
    return _serve(supplier, (estate.pk,), daily_orders=daily_orders, by=by, now=now)


def serve_too(scene: Scene, estate: Place, *, now: datetime) -> None:
    """Let the supermarket serve another estate as well."""
    both, daily = (scene.estate.pk, estate.pk), scene.supplier.daily_orders
    _serve(scene.supplier, both, daily_orders=daily, by=scene.commander, now=now)


def _serve(
    supplier: Supplier,
    estate_ids: tuple[int, ...],
    *,
    daily_orders: int | None,
    by: User,
    now: datetime,
) -> Supplier:
    profile = SupplierProfile(
        kind=SupplierKind.SUPERMARKET,
        licence="XL-0001",
        opens_at=time(7),
        closes_at=time(21),
        daily_orders=daily_orders,
        estate_ids=estate_ids,
    )
    return describe_supplier(profile, supplier_id=supplier.pk, actor=by, now=now)


def _crew(estate: Place, *, password: str, by: User, now: datetime) -> dict[Role, list[User]]:
    crew: dict[Role, list[User]] = {}
    for role, heads in CREW.items():
        names = [f"{role}{number}" for number in range(1, heads + 1)]
        crew[role] = [
            hire(
                username=name,
                name=f"{role.label} {name[-1]}",
                password=password,
                actor=by,
                now=now,
            )
            for name in names
        ]
        for user in crew[role]:
            assign(user=user, role=role, place=estate, actor=by, now=now)
    return crew


def _officers(
    estate: Place, *, password: str, by: User, now: datetime
) -> dict[int | None, list[User]]:
    officers: dict[int | None, list[User]] = {}
    for building in buildings_within(estate):
        officers[building.pk] = [
            hire(
                username=f"{building.code.lower()}-{number}",
                name=f"{building.label} 保供员 {number}",
                password=password,
                actor=by,
                now=now,
            )
            for number in range(1, OFFICERS_PER_BUILDING + 1)
        ]
        for user in officers[building.pk]:
            assign(user=user, role=Role.OFFICER, place=building, actor=by, now=now)
    return officers


def _packages(town: Place, *, by: User, now: datetime) -> list[Package]:
    for good in GOODS:
        define_good(good, actor=by, now=now)
    drafts = [define_package(draft, actor=by, now=now) for draft in PACKAGES]
    return [
        publish_package(package_id=draft.pk, place=town, actor=by, now=now) for draft in drafts
    ]


def announce_round(scene: Scene, plan: RoundPlan, *, now: datetime) -> Round:
    """A round with the packages of the scene's supermarket; tomatoes are weighed at the depot.

    Where the plan has a draw, there are a few of those tomatoes, and lots decide who gets them.
    """
    offers = [
        Offer(package, scene.supplier, stock=STOCK, household_limit=LIMIT)
        for package in scene.packages
    ]
    if plan.draws_at:
        offers[-1] = replace(offers[-1], stock=DRAWN, rule=Rule.DRAW)
    return open_round(
        estate=scene.estate, plan=plan, offers=offers, actor=scene.commander, now=now
    )
