"""What a load balancer asks."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import RequestFactory

from baogong.plumbing.http import healthz


@pytest.mark.django_db
def test_healthz_is_200_while_the_database_answers(rf: RequestFactory) -> None:
    answer = healthz(rf.get("/healthz"))
    assert (answer.status_code, answer.content) == (200, b'{"database": "ok"}')


@pytest.mark.django_db
def test_healthz_is_503_without_a_database(
    rf: RequestFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", str(tmp_path))
    answer = healthz(rf.get("/healthz"))
    assert (answer.status_code, answer.content) == (503, b'{"database": "down"}')
