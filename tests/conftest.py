"""One embedded cluster for each run of pytest, in a temporary data folder.

The main process starts it; xdist's workers inherit BAOGONG_DATA. A DATABASE_URL is used instead.
"""

import os
import shutil
import tempfile
from pathlib import Path

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

from baogong.plumbing.postgres.cluster import Cluster  # noqa: E402

pytest_plugins = ("tests.browser",)
DATA_DIR = Path(os.environ["BAOGONG_DATA"])
CLUSTER = Cluster(DATA_DIR, durable=False)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not IS_WORKER and not os.environ.get("DATABASE_URL"):
        CLUSTER.start()
    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # for speed


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if not IS_WORKER:
        if CLUSTER.process:
            CLUSTER.stop()
        shutil.rmtree(DATA_DIR, ignore_errors=True)
