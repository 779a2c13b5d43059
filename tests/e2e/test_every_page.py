"""R13, X1: every page in English at 1280 px, in an empty town and with 3,700 households."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.catalog.services import PackageDraft, define_package
from baogong.apps.people.enums import Role
from baogong.apps.people.services import Founding, assign, found_town, hire
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import SECOND_FACTOR
from baogong.apps.reporting.queries.specimens import specimens
from baogong.cli.bench.addresses import page_addresses
from baogong.cli.bench.stage import set_stage
from baogong.cli.bench.visitors import visits
from baogong.cli.play.asking import Demand
from baogong.cli.play.estates import GOODS, door_lines
from baogong.cli.play.under_way import Size
from baogong.plumbing.audit import SYSTEM
from tests.browser import DESK
from tests.e2e.reading import chinese_names, faults_of
from tests.factories.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# 3,700 doors; orders enough for pages of more than one screen.
WHOLE_ESTATE = Size(
    doors=door_lines(),
    done=Demand(orders=30, by_phone=5),
    under_way=Demand(orders=80, by_phone=12),
    taking_orders=Demand(orders=20, by_phone=3),
)
ONCE = {"setup:first_run", "setup:address_note"}  # gone as soon as there is a town
NOTHING_ASKED = 422  # what a search for a code answers that got no code


class Reader:
    """Opens pages in English as one visitor or another, and collects their faults."""

    def __init__(self, new_context, url):
        self.new_context, self.url = new_context, url
        self.names = chinese_names()
        self.pages, self.errors, self.seen, self.faults = {}, [], [], {}

    def read(self, client, address):
        """Open an address as the client's visitor; documents and redirects only answer."""
        page = self._page(client)
        answer = page.context.request.get(address, max_redirects=0)
        if answer.status not in {200, 302, NOTHING_ASKED}:
            self.faults[address] = [answer.status]
            return
        if answer.status == 302 or "<html" not in answer.text():
            return
        page.goto(address)
        self.seen.append(address)
        faults = faults_of(page, language="en", names=self.names)
        faults += [error for error in self.errors if str(NOTHING_ASKED) not in error]
        if faults:
            self.faults[address] = faults
        self.errors.clear()

    def _page(self, client):
        if client not in self.pages:
            context = self.new_context(**DESK)
            cookies = {name: cookie.value for name, cookie in client.cookies.items()}
            cookies[site.LANGUAGE_COOKIE_NAME] = "en"
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": self.url}
                    for name, value in cookies.items()
                ]
            )
            self.pages[client] = context.new_page()
            self.pages[client].on("console", self._note)
        return self.pages[client]

    def _note(self, message):
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture
def reader(new_context, live_server):
    """Made when the data is there, because it learns the names in it."""
    return lambda: Reader(new_context, live_server.url)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_before_anybody_exists_the_first_run_is_the_only_page(reader):
    reader = reader()
    for name in ("resident:landing", "account:sign_in", "setup:first_run"):
        reader.read(Client(), reverse(name))

    assert reader.faults == {}
    assert reader.seen == [reverse("account:sign_in"), reverse("setup:first_run")]


def test_every_page_of_an_empty_town_says_what_to_do_next(reader):
    now = timezone.now()
    founding = Founding("T", "boss", "B", PASSWORD, "http://localhost:8000")
    users = {Role.COMMANDER: found_town(founding, now=now)}
    town = users[Role.COMMANDER].assignments.get().place
    set_setting(SECOND_FACTOR, 0, place=town, actor=SYSTEM, now=now)
    for role in set(Role) - users.keys():
        users[role] = hire(username=role, name=role, password=PASSWORD, actor=SYSTEM, now=now)
        assign(user=users[role], role=role, place=town, actor=SYSTEM, now=now)
    clients = {role: signed_in(user) for role, user in users.items()}
    reader, stranger = reader(), Client()
    for address, url in page_addresses(specimens(), day=timezone.localdate()):
        for role in sorted(address.roles or ()):
            reader.read(clients[role], url)
        if address.roles is None and address.name not in ONCE:
            reader.read(stranger, url)
            reader.read(clients[Role.CLERK], url)

    assert reader.faults == {}
    assert len(reader.seen) > 30


def test_every_page_reads_well_with_3700_households(reader, settings, transactional_db):
    settings.ALLOWED_HOSTS = ["*"]
    connection.close()  # the actors of the scene need every connection of the pool
    with ThreadPoolExecutor(1) as worker:  # the browser's event loop runs in this thread
        scene = worker.submit(load_scene).result()
    reader, seen = reader(), set(ONCE)
    for visit, client, url in visits(scene):
        name = visit.partition(" as ")[0]
        if name not in seen:
            seen.add(name)
            reader.read(client, url)

    assert reader.faults == {}
    assert len(reader.seen) > 50


def load_scene():
    now, address = timezone.now(), "http://localhost:8000"
    try:
        scene = set_stage(WHOLE_ESTATE, password=PASSWORD, public_url=address, now=now)
        draft = PackageDraft("NEW", "新套餐", 6000, {GOODS[0].sku: 1})
        define_package(draft, actor=scene.commander, now=now)  # one that may still be changed
        return scene
    finally:
        connection.close()
