"""Who may open what: a row for every address; a new address without a row fails.

Staff of estate E meet their own things and those of estate F. A role that is not in the row gets
404, as does every role for a foreign thing; strangers and residents are sent to sign in.
"""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.control.enums import MovementRule
from baogong.apps.control.queries import Kind
from baogong.apps.control.services import Basis, change_rule
from baogong.apps.custody.models import Discrepancy
from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import FieldConflict
from baogong.apps.delivery.services import offer_again
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.people.models import (
    Activation,
    Assignment,
    DutyEntry,
    HouseholdCard,
    Person,
)
from baogong.apps.people.pins import card_pin
from baogong.apps.people.services import (
    activate,
    assign,
    fill_gaps,
    hire,
    isolate_oneself,
    take_in,
)
from baogong.apps.places.models import RosterConflict
from baogong.apps.places.services import load_roster, set_setting, take_roster
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.sorting.models import Wave
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.sitemap import addresses
from tests.factories import NOW, make_world
from tests.factories.carrying import take
from tests.factories.chain import carried, close_crates
from tests.factories.grids import grid, live_grids
from tests.factories.people import helper
from tests.factories.rosters import roster
from tests.factories.world import announce

pytestmark = pytest.mark.django_db

C, K, S, G, D, O, L = (  # noqa: E741 - one letter each, so that the table can be read
    Role.COMMANDER,
    Role.CLERK,
    Role.SHOP,
    Role.GATE,
    Role.SORTER,
    Role.OFFICER,
    Role.GRID_LEADER,
)


@dataclass(frozen=True)
class Row:
    """``roles`` that may; ``of``: parameter -> thing; ``post``: the address takes only POST.

    ``town``: the thing is the town's, so the role must be held for the town.
    """

    roles: set
    of: dict
    post: bool = False
    town: bool = False


def row(*roles, post=False, town=False, **of):
    return Row(set(roles), of, post, town)


STAFF = {
    "desk:home": row(K, C),
    "desk:phone": row(K, C),
    "desk:phone_order": row(K, C, door="door"),
    "desk:orders": row(K, C, pk="round"),
    "desk:orders_export": row(K, C, pk="round"),
    "desk:orders_print": row(K, C, pk="round"),
    "desk:order": row(K, C, pk="order"),
    "desk:order_cancel": row(K, C, pk="order", post=True),
    "desk:differences": row(K, C),
    "desk:difference": row(K, C, pk="discrepancy"),
    "desk:reports": row(K, C),
    "desk:report": row(K, C, pk="conflict"),
    "desk:places": row(K, C),
    "desk:rosters": row(K, C, pk="estate"),
    "desk:roster": row(K, C, pk="roster"),
    "desk:roster_columns": row(K, C, pk="roster", post=True),
    "desk:roster_load": row(K, C, pk="roster", post=True),
    "desk:roster_drop": row(K, C, pk="roster", post=True),
    "desk:roster_conflicts": row(K, C, pk="estate"),
    "desk:roster_conflict": row(K, C, pk="roster_conflict", post=True),
    "desk:households": row(K, C, pk="estate"),
    "desk:households_export": row(K, C, pk="estate"),
    "desk:households_print": row(K, C, pk="estate"),
    "desk:roster_refused": row(K, C, pk="roster"),
    "desk:household": row(K, C, pk="door"),
    "desk:household_reveal": row(K, C, pk="door", post=True),
    "desk:household_correct": row(K, C, pk="door", post=True),
    "shop:home": row(S),
    "shop:order": row(S, pk="purchase_order"),
    "shop:confirm": row(S, pk="purchase_order", post=True),
    "shop:paper": row(S, pk="purchase_order"),
    "gate:home": row(G),
    "gate:count": row(G, pk="purchase_order"),
    "gate:result": row(G, pk="purchase_order"),
    "gate:receipts": row(G),
    "depot:home": row(D, C),
    "depot:wave": row(D, C, pk="wave"),
    "depot:labels": row(D, C, pk="wave"),
    "depot:crate_slips": row(D, C, pk="wave"),
    "depot:entrance": row(D, C, pk="wave", entrance="entrance"),
    "depot:next_bag": row(D, C, pk="wave", entrance="entrance"),
    "depot:find_bag": row(D, C),
    "depot:bag_by_code": row(D, C, code="bag_code"),
    "depot:bag": row(D, C, pk="bag"),
    "depot:crate": row(D, C, pk="crate"),
    "depot:doors": row(D, C, K, O, pk="crate"),
    "depot:returns": row(D, C),
    "depot:take_back": row(D, C, pk="run"),
    "depot:offer_again": row(D, C, pk="wave", post=True),
    "depot:shelf": row(D, C),
    "depot:shelf_of": row(D, C, pk="depot"),
    "carrier:home": row(O),
    "carrier:back": row(O),
    "carrier:find_crate": row(O),
    "carrier:crate": row(O, code="crate_code"),
    "carrier:run": row(O, pk="run"),
    "carrier:accepted": row(O, pk="run"),
    "carrier:tap": row(O, pk="run", post=True),
    "carrier:building": row(O),
    "carrier:stay": row(O),
    "carrier:take_over": row(O, pk="offered_run"),
    "carrier:sync": row(O, post=True),
    "carrier:no_signal": row(O),
    "carrier:worker": row(O),
    "grid:home": row(L),
    "grid:people": row(L),
    "grid:person_health": row(L, pk="person", post=True),
    "grid:leave": row(L, C, pk="crate"),
    "command:home": row(C),
    "command:day": row(C, estate="estate", date="date"),
    "command:live": row(C, estate="estate", date="date"),
    "command:sheet": row(C, estate="estate", date="date"),
    "command:orders": row(C, estate="estate", date="date"),
    "command:bags": row(C, estate="estate", date="date"),
    "command:purchases": row(C, estate="estate", date="date"),
    "command:bag": row(C, pk="bag"),
    "command:rounds": row(C, K),
    "command:round_new": row(C, K, estate="estate"),
    "command:round": row(C, K, pk="round"),
    "command:round_cutoff": row(C, K, pk="open_round", post=True),
    "command:round_close": row(C, K, pk="open_round", post=True),
    "command:catalogue": row(C, K),
    "command:good_new": row(C, K),
    "command:package_new": row(C, K),
    "command:package": row(C, K, pk="package"),
    "setup:checklist": row(C),
    "setup:real_data": row(C),
    "setup:estate_new": row(C, town=True),
    "setup:doors": row(C, pk="estate"),
    "setup:doors_load": row(C, pk="estate", post=True),
    "setup:grids": row(C, L, pk="estate"),
    "setup:grids_draw": row(C, pk="estate", post=True),
    "setup:grids_add": row(C, pk="estate", post=True),
    "setup:grid_rename": row(C, pk="grid", post=True),
    "setup:grid_plan": row(C, L, pk="grid_plan"),
    "setup:grid_plan_assign": row(C, pk="grid_plan", post=True),
    "setup:grid_plan_approve": row(C, pk="grid_plan", post=True),
    "setup:grid_plan_discard": row(C, pk="grid_plan", post=True),
    "setup:grid_plan_difference": row(C, L, pk="grid_plan"),
    "setup:grid_plan_print": row(C, L, pk="grid_plan"),
    "setup:cards": row(C, pk="estate"),
    "setup:cards_issue": row(C, pk="estate", post=True),
    "setup:cards_waiting": row(C, pk="estate"),
    "setup:cards_waiting_export": row(C, pk="estate"),
    "setup:cards_waiting_print": row(C, pk="estate"),
    "setup:cards_hand_out": row(C, pk="entrance", post=True),
    "setup:card_take_back": row(C, pk="card", post=True),
    "setup:entrance_cards": row(C, pk="entrance"),
    "setup:cards_pdf": row(C, pk="entrance"),
    "setup:card_reissue": row(C, pk="card", post=True),
    "setup:suppliers": row(C),
    "setup:member_new": row(C, pk="supplier", town=True),
    "setup:staff": row(C),
    "setup:staff_new": row(C),
    "setup:accounts": row(C),
    "setup:accounts_make": row(C, post=True),
    "setup:first_passwords": row(C),
    "setup:first_passwords_print": row(C, post=True),
    "setup:member": row(C, pk="clerk"),
    "setup:member_password": row(C, pk="clerk", post=True),
    "setup:member_factor": row(C, pk="clerk", post=True),
    "setup:role_end": row(C, pk="assignment", post=True),
    "setup:settings": row(C, pk="estate"),
    "setup:people": row(C),
    "setup:people_of": row(C, pk="estate"),
    "setup:people_export": row(C, pk="estate"),
    "setup:people_print": row(C, pk="estate"),
    "setup:people_act": row(C, pk="estate", post=True),
    "setup:person_new": row(C, pk="estate"),
    "setup:people_load": row(C, pk="estate"),
    "setup:people_load_save": row(C, pk="estate", post=True),
    "setup:duplicates": row(C, pk="estate"),
    "setup:duplicate_settle": row(C, pk="duplicate", post=True),
    "setup:teams": row(C, pk="estate"),
    "setup:team": row(C, pk="team"),
    "setup:shifts": row(C, pk="estate"),
    "setup:shifts_print": row(C, pk="estate"),
    "setup:shifts_export": row(C, pk="estate"),
    "setup:cover_print": row(C, pk="estate"),
    "setup:shifts_fill": row(C, pk="estate", post=True),
    "setup:shift": row(C, pk="shift"),
    "setup:turn_free": row(C, pk="turn", post=True),
    "setup:cover": row(C, pk="estate"),
    "setup:directory": row(C, pk="estate"),
    "setup:directory_print": row(C, pk="estate"),
    "setup:directory_export": row(C, pk="estate"),
    "setup:duty_new": row(C, pk="estate"),
    "setup:duty": row(C, pk="duty"),
    "setup:duty_holder": row(C, pk="duty", post=True),
    "setup:duty_remove": row(C, pk="duty", post=True),
    "setup:activation": row(C, pk="estate"),
    "setup:activate": row(C, pk="estate", post=True),
    "setup:stand_down": row(C, pk="estate", post=True),
    "setup:person": row(C, pk="person"),
    "setup:person_health": row(C, pk="person", post=True),
    "setup:cadres": row(C),
    "setup:person_forget": row(C, pk="person", post=True),
    "setup:person_gone": row(C, pk="person", post=True),
    "setup:sites": row(C, pk="estate"),
    "setup:ground": row(C, pk="estate"),
    "setup:timeline": row(C, L, pk="grid"),
    "setup:take_back": row(C, L, kind="kind", pk="movement", post=True),
    "setup:privacy": row(C),
    "setup:reads": row(C),
    "setup:kept": row(C, pk="estate"),
    "setup:erase": row(C, pk="estate", what="kept"),
    "setup:erasure_proof": row(C, pk="estate"),
    "setup:audit": row(C),
}

# Pages that ask for no role: who gets what, as (stranger, resident, clerk).
OPEN = {
    "resident:landing": (200, 302, 200),
    "resident:replaced": (200, 200, 200),
    "resident:card": (200, 200, 200),
    "resident:sign_out": (302, 302, 302),
    "resident:today": (302, 200, 302),
    "resident:orders": (302, 200, 302),
    "resident:order": (302, 200, 302),
    "resident:cancel": (302, 422, 302),  # the round has closed
    "account:home": (302, 302, 200),
    "account:sign_in": (200, 200, 302),
    "account:sign_out": (302, 302, 302),
    "account:password": (302, 302, 200),
    "account:second_factor": (302, 302, 302),
    "account:device": (302, 302, 200),
    "join:sign_up": (200, 200, 200),
    "join:done": (200, 200, 200),
    "bag_label": (302, 302, 302),
    "crate_label": (302, 302, 302),
    "setup:first_run": (404, 404, 404),
    "setup:address_note": (404, 404, 404),
    "set_language": (302, 302, 302),
    "set_type": (302, 302, 302),
    "healthz": (200, 200, 200),
}
OPEN_OF = {
    "resident:card": {"code": "card_code"},
    "resident:order": {"number": "number"},
    "resident:cancel": {"number": "number"},
    "join:sign_up": {"code": "join_code"},
    "join:done": {"code": "join_code"},
    "bag_label": {"code": "bag_code"},
    "crate_label": {"code": "crate_code"},
}
OPEN_POST = {
    "resident:sign_out",
    "resident:cancel",
    "account:sign_out",
    "set_language",
    "set_type",
}


def things_of(world):
    """One of each thing of an estate on its second day, by the names that the table uses."""
    chain = carried(world)
    run, door = chain.runs[0], world.doors[0]
    chain.tap(chain.bags[0], Result.GIVEN)
    chain.take_back(run, counted=0)
    chain.tap(chain.bags[1], Result.GIVEN)
    first, wave = world.round, Wave.objects.get(round=world.round)
    offer_again(wave=wave, actor=None, now=NOW)
    [waiting] = close_crates(world)
    offered = run_on_offer(world, waiting)
    placed = Order.objects.filter(household=door).first()
    card = HouseholdCard.objects.get(household=door)
    plan = live_grids(world, ["B1"])
    roster_file, asked = rosters_of(world)
    return {
        "roster": roster_file.pk,
        "roster_conflict": asked.pk,
        "estate": world.estate.pk,
        "grid": grid(world, 1).pk,
        "grid_plan": plan.pk,
        "kind": Kind.RULE,
        "movement": _movement(world).pk,
        "date": first.delivery_date,
        "entrance": door.parent_id,
        "door": door.pk,
        "depot": wave.depot_id,
        "round": first.pk,
        "open_round": announce(world, now=timezone.now()).pk,
        "order": placed.pk,
        "number": placed.number,
        "purchase_order": PurchaseOrder.objects.get(round=first).pk,
        "wave": wave.pk,
        "bag": chain.bags[0].pk,
        "bag_code": chain.bags[0].code,
        "crate": run.crate_id,
        "crate_code": waiting.code,
        "run": run.pk,
        "offered_run": offered.pk,
        "discrepancy": Discrepancy.objects.get(handoff__place=wave.depot).pk,
        "conflict": FieldConflict.objects.get(bag__wave=wave).pk,
        "card": card.pk,
        "card_code": card.code,
        "supplier": world.supplier.pk,
        "clerk": world.staff[Role.CLERK].pk,
        "assignment": Assignment.objects.get(user=world.staff[Role.CLERK]).pk,
        "kept": "people",
        **people_things(world),
    }


def run_on_offer(world, crate):
    """A second officer took the crate, and has to stay at home."""
    second = hire(
        username=f"second-{world.estate.code}", name="2", password="x", actor=SYSTEM, now=NOW
    )
    assign(user=second, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    run = take(crate, officer=second)
    isolate_oneself(user=second, now=NOW)
    return run


def people_things(world):
    """One of each thing around the people of an estate."""
    boss, now = world.staff[Role.COMMANDER], timezone.now()
    activate(estate=world.estate, actor=boss, now=now)
    number = world.estate.pk
    take_in(
        [helper(number), helper(number, name="同号")], estate=world.estate, actor=boss, now=now
    )
    fill_gaps(estate=world.estate, actor=boss, now=now)
    person = Person.objects.get(place__path__startswith=world.estate.path, source="list")
    duty = DutyEntry.objects.create(
        place=world.estate, duty="用药", society="community", holder="张", phone="110"
    )
    turn = person.duties.first()
    return {
        "person": person.pk,
        "duplicate": person.duplicates.get().pk,
        "team": person.team_id,
        "shift": turn.shift_id,
        "turn": turn.pk,
        "duty": duty.pk,
        "join_code": Activation.objects.get(estate=world.estate).code,
    }


def rosters_of(world):
    """A roster that waits to be loaded, and a conflict of another that was."""
    act = {"actor": SYSTEM, "now": NOW}
    read = roster("B1,1,101,3,,", "B1,1,101,4,,")
    file = take_roster(estate=world.estate, name="1.csv", content=read, **act)
    load_roster(file_id=file.pk, keep=(), **act)
    waiting = take_roster(estate=world.estate, name="2.csv", content=roster(), **act)
    return waiting, RosterConflict.objects.get(estate=world.estate)


def _movement(world):
    basis = Basis(NOW, "区指挥部")
    boss = world.staff[Role.COMMANDER]
    rule = MovementRule.FREE
    return change_rule(place=world.estate, rule=rule, basis=basis, actor=boss, now=NOW)


def unlisted_package():
    good = Good.objects.get(sku="CAB")
    package = Package.objects.create(code="NEW", name="新包", price_fen=100)
    PackageItem.objects.create(package=package, good=good, quantity=500)
    return package


@pytest.fixture
def estates():
    """Two estates of one town, each with its things."""
    own, foreign = make_world(), make_world(name="F")
    boss = own.staff[Role.COMMANDER]
    set_setting(PUBLIC_URL, "http://localhost:8000", place=own.town, actor=boss, now=NOW)
    things, foreign_things = things_of(own), things_of(foreign)
    shared = {"package": unlisted_package().pk}  # the catalogue is one for all estates
    return own, things | shared, foreign_things | shared


def visitor(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def status_of(client, name, of, things, *, post):
    """The answer's status and where it sends; what the request changed is rolled back."""
    url = reverse(name, kwargs={parameter: things[thing] for parameter, thing in of.items()})
    with transaction.atomic():
        answer = client.post(url) if post else client.get(url)
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Location", "")


def is_let_in(answer):
    """Anything but "not here" and "sign in"; nothing may crash."""
    assert answer[0] in {200, 204, 302, 400, 404, 409, 422}, answer
    return answer[0] != 404 and not asks_to_sign_in(answer)


def asks_to_sign_in(answer):
    return answer[0] == 302 and answer[1].startswith(reverse("account:sign_in"))


def test_every_address_has_its_row():
    names = {address.name for address in addresses()}
    assert names == STAFF.keys() | OPEN.keys()


def test_the_table_names_the_roles_that_the_pages_name():
    for address in addresses():
        if address.roles is not None:
            assert address.roles == STAFF[address.name].roles, address.name


def test_every_role_meets_its_own_things_and_no_foreign_ones(estates):
    world, own, foreign = estates
    wrong = []
    for role in Role:
        client = visitor(world.staff[role])
        for name, row in STAFF.items():
            mine = status_of(client, name, row.of, own, post=row.post)
            if is_let_in(mine) != (role in row.roles and not row.town):
                wrong.append((role.value, name, "own", mine))
            if any(own[thing] != foreign[thing] for thing in row.of.values()):
                theirs = status_of(client, name, row.of, foreign, post=row.post)
                if theirs[0] != 404:
                    wrong.append((role.value, name, "foreign", theirs))
    assert not wrong, wrong


def test_who_holds_a_role_for_the_town_meets_the_things_of_all_its_estates(estates):
    world, own, foreign = estates
    user = world.staff[Role.OFFICER]
    for role in Role:
        assign(user=user, role=role, place=world.town, actor=SYSTEM, now=NOW)
    only_the_officers_own = {"carrier:run", "carrier:accepted", "carrier:tap"}
    only_a_members_own = {"shop:order", "shop:confirm", "shop:paper"}
    for name in STAFF.keys() - only_the_officers_own - only_a_members_own:
        for things in (own, foreign):
            answer = status_of(visitor(user), name, STAFF[name].of, things, post=STAFF[name].post)
            assert is_let_in(answer), (name, answer)


def test_strangers_and_residents_are_sent_to_sign_in(estates):
    _, own, _ = estates
    for client in (visitor(), resident(own)):
        for name, row in STAFF.items():
            answer = status_of(client, name, row.of, own, post=row.post)
            assert asks_to_sign_in(answer), (name, answer)


def resident(things):
    client = Client()
    card = HouseholdCard.objects.get(pk=things["card"])
    client.post(reverse("resident:card", args=[card.code]), {"pin": card_pin(card)})
    return client


def test_open_addresses_answer_as_their_row_says(estates):
    world, own, _ = estates
    found = {}
    for name in OPEN:
        of, post = OPEN_OF.get(name, {}), name in OPEN_POST
        visitors = (visitor(), resident(own), visitor(world.staff[Role.CLERK]))
        found[name] = tuple(status_of(v, name, of, own, post=post)[0] for v in visitors)
    assert found == OPEN


def test_a_resident_meets_only_the_orders_of_the_own_door(estates):
    world, own, foreign = estates
    client = resident(own)
    neighbour = Order.objects.filter(household=world.doors[1]).first()
    for number in (neighbour.number, foreign["number"], "00000"):
        assert client.get(reverse("resident:order", args=[number])).status_code == 404
        assert client.post(reverse("resident:cancel", args=[number])).status_code == 404


def test_a_revoked_card_opens_nothing(estates):
    _, own, _ = estates
    client = resident(own)
    HouseholdCard.objects.filter(pk=own["card"]).update(epoch=2)
    assert client.get(reverse("resident:today")).status_code == 302
    assert client.get(reverse("resident:order", args=[own["number"]])).status_code == 302


def test_a_role_that_ended_opens_nothing(estates):
    world, own, _ = estates
    client = visitor(world.staff[Role.CLERK])
    Assignment.objects.filter(pk=own["assignment"]).update(ended_at=NOW)
    for name, row in STAFF.items():
        assert status_of(client, name, row.of, own, post=row.post)[0] == 404, name
