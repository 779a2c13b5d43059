"""One embedded cluster for each run of pytest, in a temporary data folder.

The main process starts it; xdist's workers inherit BAOGONG_DATA. A DATABASE_URL is used instead.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
if not IS_WORKER:
    os.environ["BAOGONG_DATA"] = tempfile.mkdtemp(prefix="baogong-tests-")
    Path(os.environ["BAOGONG_DATA"]).chmod(0o711)  # root's PostgreSQL runs as nobody
    Path(os.environ["BAOGONG_DATA"], "static").mkdir()  # whitenoise warns without it
os.environ["BAOGONG_TESTING"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "baogong.config.settings"

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as examples  # noqa: E402

from baogong.plumbing.postgres.cluster import Cluster  # noqa: E402
from tests.emptying import empty_tables  # noqa: E402

pytest_plugins = ("tests.browser",)
# A busy machine makes examples late, not wrong.
examples.register_profile("late", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("late")
DATA_DIR = Path(os.environ["BAOGONG_DATA"])
CLUSTER = Cluster(DATA_DIR, durable=False)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not IS_WORKER and not os.environ.get("DATABASE_URL"):
        CLUSTER.start()
    django.setup()
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [quick, *settings.PASSWORD_HASHERS]
    TransactionTestCase._fixture_teardown = lambda _case: empty_tables()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Workers take files in this order: those that take minutes first, then those that wait."""
    if IS_WORKER:
        ranks = {name: rank for rank, name in enumerate(("long", "processes", "browser"))}
        items.sort(
            key=lambda item: min((ranks.get(m.name, 9) for m in item.iter_markers()), default=9)
        )


@pytest.fixture(autouse=True)
def language_of_one_test() -> Iterator[None]:
    """A page that was asked for in another language leaves that to its thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def orders_without_a_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages decide an order at once: most tests stay in one transaction, on one connection."""
    from baogong.apps.ordering.services import decide_orders, intake  # noqa: PLC0415

    def at_once(intent: Any, *, slowed: bool = False) -> Any:
        return decide_orders([intent], now=timezone.now())[0]

    monkeypatch.setattr(intake, "ask", at_once)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if not IS_WORKER:
        if CLUSTER.process:
            CLUSTER.stop()
        shutil.rmtree(DATA_DIR, ignore_errors=True)
