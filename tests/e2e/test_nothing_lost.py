"""R38, X3: households order while processes are killed, twenty times; no receipt is lost.

The database runs as users run it, with fsync on.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from threading import Event

import psycopg
import pytest

from baogong.values.codes import decode_number
from tests.plumbing.processes.installation import Installation, environment

pytestmark = pytest.mark.processes

DOORS = 600
ASKING_AT_ONCE = 12
KILLS = 20
ROLES = ("web worker", "web main", "worker", "postmaster", "everything")
THINKING_SECONDS = 0.5
PATIENCE_SECONDS = 120
LOAD = f"""
import json, django; django.setup()
from datetime import timedelta
from django.utils import timezone
from baogong.apps.ordering.services import RoundPlan
from baogong.apps.people.queries import cards_within
from baogong.cli import database
from baogong.cli.play.estates import door_lines
from baogong.cli.play.scene import announce_round, set_scene
with database.available():
    now = timezone.now()
    scene = set_scene(doors=door_lines()[:{DOORS}], password="correct horse 22", now=now)
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    plan = RoundPlan("R", now, now + timedelta(hours=2), tomorrow)
    announce_round(scene, plan, now=now)
    print(json.dumps([[card.code, card.pin] for card in cards_within(scene.estate)]))
"""


class Browser(urllib.request.HTTPRedirectHandler):
    """A household's browser: cookies, forms, and no patience with redirects."""

    timeout = 10  # seconds

    def __init__(self, base):
        self.base = base
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            self, urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def redirect_request(self, *args):
        return None

    def get(self, path):
        with self.opener.open(self.base + path, timeout=self.timeout) as answer:
            return answer.read().decode()

    def post(self, path, fields):
        """Where the answer sends the browser. Raises HTTPError for anything but a redirect."""
        token = {cookie.name: cookie.value for cookie in self.cookies}["csrftoken"]
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        try:
            self.opener.open(self.base + path, data, timeout=self.timeout)
        except urllib.error.HTTPError as answer:
            if answer.code == 302:
                return answer.headers["Location"]
            raise
        raise AssertionError("no redirect")


def persist(act):
    """Try again as a person would, until it works."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return act()
        except (OSError, HTTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def order_from(base, code, pin):
    """Sign in, order one package with one form, however often it must be sent; the number."""
    browser = Browser(base)
    persist(lambda: browser.get(f"/c/{code}/"))
    persist(lambda: browser.post(f"/c/{code}/", {"pin": pin}))
    page = persist(lambda: browser.get("/today/"))
    fields = dict(re.findall(r'type="hidden" name="(key|round)" value="([^"]+)"', page))
    quantity = re.search(r'<input[^>]*type="number"[^>]*>', page)[0]
    fields |= {re.search(r'name="([^"]+)"', quantity)[1]: "1", "on_short": "refund"}
    time.sleep(THINKING_SECONDS)
    receipt = persist(lambda: browser.post("/today/", fields))
    return re.fullmatch(r"/orders/(\w+)/.*", receipt)[1]


def order_until(over, base, cards):
    """Order for one door after another until it is ``over``; the receipts."""
    receipts = []
    while cards and not over.is_set():
        receipts.append(order_from(base, *cards.pop()))
    return receipts


def kill_now_and_then(installation):
    random = Random(20)
    for _ in range(KILLS):
        time.sleep(random.uniform(0.3, 1.5))
        role = random.choice(ROLES)
        if role == "everything":
            installation.process.kill()
            installation.process.wait()
            installation.start()
        else:
            for pid in list(installation.members(role))[:1]:
                os.kill(pid, signal.SIGKILL)
        installation.wait_until_healthy()


@pytest.fixture
def town():
    """A served installation and the cards of its doors."""
    folder = Path(tempfile.mkdtemp(prefix="baogong-kill-"))
    folder.chmod(0o711)
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env=environment(folder),
        stdout=subprocess.PIPE,
        check=True,
    )
    installation = Installation(folder)
    try:
        installation.wait_until_healthy()
        yield installation, json.loads(done.stdout)
    finally:
        installation.stop()
        shutil.rmtree(folder)


def test_every_receipt_that_was_given_is_an_order_and_none_is_there_twice(town):
    installation, cards = town
    base, over = f"http://127.0.0.1:{installation.port}", Event()
    with ThreadPoolExecutor(max_workers=ASKING_AT_ONCE) as crowd:
        asked = [crowd.submit(order_until, over, base, cards) for _ in range(ASKING_AT_ONCE)]
        try:
            kill_now_and_then(installation)
        finally:
            over.set()
        receipts = [number for future in asked for number in future.result()]

    with psycopg.connect(
        host=str(installation.data_dir / "socket"), user="baogong", dbname="baogong"
    ) as database:
        rows = database.execute("SELECT id, household_id FROM ordering_order").fetchall()
        taken = database.execute("SELECT sum(taken) FROM ordering_listing").fetchone()
        lines = database.execute("SELECT sum(quantity) FROM ordering_orderline").fetchone()
        owed = database.execute("SELECT sum(fen) FROM money_transfer").fetchone()
        sold = database.execute("SELECT sum(total_fen) FROM ordering_order").fetchone()
    assert len(receipts) > ASKING_AT_ONCE
    assert {decode_number(number) for number in receipts} == {pk for pk, _ in rows}
    assert len({household for _, household in rows}) == len(rows) == len(receipts)
    assert taken == lines == (len(receipts),)
    assert owed == sold
