"""Who may open what: a row for every address; a new address without a row fails.

Staff of estate E meet their own things and those of estate F. A role that is not in the row gets
404, as does every role for a foreign thing; strangers and residents are sent to sign in.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.people.models import (
    Assignment,
    HouseholdCard,
)
from baogong.apps.people.pins import card_pin
from baogong.apps.people.services import (
    assign,
)
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.sitemap import addresses
from tests.factories import NOW, make_world
from tests.web.access_table import OPEN, OPEN_OF, OPEN_POST, STAFF
from tests.web.access_things import catalogue_things, things_of

pytestmark = [pytest.mark.long, pytest.mark.django_db]


@pytest.fixture
def estates():
    """Two estates of one town, each with its things."""
    own, foreign = make_world(), make_world(name="F")
    boss = own.staff[Role.COMMANDER]
    set_setting(PUBLIC_URL, "http://localhost:8000", place=own.town, actor=boss, now=NOW)
    things, foreign_things = things_of(own), things_of(foreign)
    shared = catalogue_things(own)  # the catalogue is one for all estates
    return own, things | shared, foreign_things | shared


def visitor(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def status_of(client, name, of, things, *, post):
    """The answer's status and where it sends; what the request changed is rolled back."""
    url = address(name, of, things)
    with transaction.atomic():
        answer = client.post(url) if post else client.get(url)
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Location", "")


def address(name, of, things):
    return reverse(name, kwargs={parameter: things[thing] for parameter, thing in of.items()})


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
    own_pages = ("run", "accepted", "tap", "proof", "pair_order")
    shopping = ("shopping_take", "shopping_buy", "shopping_back")
    only_the_officers_own = {f"carrier:{page}" for page in own_pages + shopping}
    shop_pages = ("order", "confirm", "paper", "out", "swap", "workbook")
    only_a_members_own = {f"shop:{page}" for page in shop_pages}
    client = visitor(user)
    for name in STAFF.keys() - only_the_officers_own - only_a_members_own:
        for things in (own, foreign):
            answer = status_of(client, name, STAFF[name].of, things, post=STAFF[name].post)
            assert is_let_in(answer), (name, answer)


PAGE_OF_FORM = {  # where it is not above the form's own address
    "command:cost": "command:price_board",
    "desk:chain_line": "desk:chain",
    "desk:group_buy_order": "desk:group_buy",
    "setup:grid_rename": "setup:grids",
    "setup:mode_take_back": "setup:modes",
    "setup:take_back": "setup:timeline",
}


def test_an_address_that_takes_only_a_form_leads_to_a_page_when_it_is_opened(estates):
    """R13: as when the language is switched on a form that came back with errors."""
    world, own, _ = estates
    clients = {role: visitor(user) for role, user in world.staff.items()}
    wrong = []
    for name, row in STAFF.items():
        for role in row.roles if row.post else ():
            answer = clients[role].get(address(name, row.of, own), follow=True)
            page = answer.resolver_match.view_name
            if answer.status_code != 200 or page != PAGE_OF_FORM.get(name, page):
                wrong.append((name, role.value, answer.redirect_chain))
    assert not wrong, wrong


def test_residents_come_from_the_address_of_a_form_to_a_page_too(estates):
    _, own, _ = estates
    client = resident(own)
    for name in sorted(OPEN_POST):
        answer = client.get(address(name, OPEN_OF.get(name, {}), own), follow=True)
        assert answer.status_code == 200, (name, answer.redirect_chain)


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
