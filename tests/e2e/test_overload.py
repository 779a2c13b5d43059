"""X3: while rows are held and every place of the served processes is taken, pages are read; who
is turned away sends the same form again and has one order."""

import os
import re
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from uuid import uuid4

import psycopg
import pytest

from baogong.plumbing.processes.threads import MAY_WAIT
from tests.e2e.test_nothing_lost import Browser, persist, town

pytestmark = pytest.mark.processes
__all__ = ["town"]  # a fixture

HELD_SECONDS = 2  # the rows of a group are waited for a second longer
ORDERING = 100
PATIENCE_SECONDS = 60  # of each order: all are sent at once
MORE_THAN_CAN_WAIT = MAY_WAIT * (os.cpu_count() or 2) + 60  # a web process for each processor


def signed_in(base, code, pin):
    browser = Browser(base)
    persist(lambda: browser.get(f"/c/{code}/"))
    persist(lambda: browser.post(f"/c/{code}/", {"pin": pin}))
    return browser


def status_of(browser, fields):
    try:
        browser.post("/today/", fields)
    except urllib.error.HTTPError as answer:
        return answer.code
    return 302


def done(sent):
    return [one for one in sent if one.done()]


def test_pages_answer_while_more_orders_are_sent_than_can_wait(town):
    installation, cards = town
    base = f"http://127.0.0.1:{installation.port}"
    with ThreadPoolExecutor(max_workers=8) as pool:
        reader, *browsers = pool.map(lambda card: signed_in(base, *card), cards[: ORDERING + 1])
    for browser in browsers:
        browser.timeout = PATIENCE_SECONDS
    page = reader.get("/today/")
    wished = {
        "round": re.search(r'name="round" value="(\d+)"', page)[1],
        re.search(r'name="(q\d+)"', page)[1]: "1",
        "on_short": "refund",
    }
    orders = [(browser, wished | {"key": str(uuid4())}) for browser in browsers]

    database = psycopg.connect(
        host=str(installation.data_dir / "socket"), user="baogong", dbname="baogong"
    )
    with database, ThreadPoolExecutor(max_workers=MORE_THAN_CAN_WAIT) as pool:
        database.execute("SELECT 1 FROM ordering_round FOR UPDATE")
        sent = [
            pool.submit(status_of, *order) for order in islice(cycle(orders), MORE_THAN_CAN_WAIT)
        ]
        until, read = time.monotonic() + HELD_SECONDS, 0
        while time.monotonic() < until or read < 2 or not (told := done(sent)):
            reader.get("/today/")
            read += 1
        database.rollback()
        assert {one.result() for one in told} == {503}
        assert {one.result() for one in sent} == {302, 503}

        for browser, fields in orders:
            assert persist(lambda b=browser, f=fields: b.post("/today/", f))
        keys = [str(key) for (key,) in database.execute("SELECT key FROM ordering_order")]
    assert sorted(keys) == sorted(fields["key"] for _, fields in orders)
