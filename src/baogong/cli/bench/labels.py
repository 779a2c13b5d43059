"""Time to print the bag labels of a large estate, from the database to the PDF."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

MEASURED = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)  # this process, its largest child
ADDRESS = "https://supply.example.org"


def main(folder: str, count: str) -> None:
    """Print ``{"count", "seconds", "qr_seconds", "labels_per_second", "pdf_mb", "peak_mb"}``."""
    os.environ["BAOGONG_DATA"] = folder
    os.environ["BAOGONG_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baogong.config.settings")
    import django  # noqa: PLC0415 - the data folder must be known first

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from baogong.cli import database  # noqa: PLC0415

    with database.available():
        json.dump(_measure(int(count), now=timezone.now()), sys.stdout)


def _measure(count: int, *, now: datetime) -> dict[str, Any]:
    """``qr_seconds``: drawing the codes alone, which nothing that prints them could do without."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from baogong.plumbing.paper import qr_svg  # noqa: PLC0415
    from baogong.values.codes import random_code  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    wave_id, sorter = _planned_wave(count, now=now)
    client = Client()
    client.force_login(sorter)
    began = time.perf_counter()
    pdf = client.get(reverse("depot:labels", args=[wave_id])).content
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(count):
        qr_svg(f"{ADDRESS}/b/{random_code()}")
    return {
        "count": _pages(pdf),
        "seconds": round(seconds, 2),
        "qr_seconds": round(time.perf_counter() - began, 2),
        "labels_per_second": round(count / seconds),
        "pdf_mb": round(len(pdf) / 2**20, 1),
        "peak_mb": sum(resource.getrusage(who).ru_maxrss for who in MEASURED) // 1024,
    }


def _planned_wave(count: int, *, now: datetime) -> tuple[int, Any]:
    """The wave of an estate in which each of ``count`` doors gets one bag; a sorter of it."""
    from baogong.apps.ordering.services import close_round  # noqa: PLC0415
    from baogong.apps.people.enums import Role  # noqa: PLC0415
    from baogong.apps.people.services import assign, hire  # noqa: PLC0415
    from baogong.apps.places.services import set_setting  # noqa: PLC0415
    from baogong.apps.places.settings import PUBLIC_URL, SECOND_FACTOR  # noqa: PLC0415
    from baogong.apps.sorting.services import plan_wave  # noqa: PLC0415
    from baogong.cli.bench.town import Asking, ordered_town  # noqa: PLC0415
    from baogong.plumbing.audit import SYSTEM  # noqa: PLC0415
    from baogong.values.codes import random_code  # noqa: PLC0415

    asking = Asking(share=1, lines=1, estate_doors=count)
    [round_] = ordered_town(count, asking, now=now)
    estate = round_.estate
    for key, value in ((PUBLIC_URL, ADDRESS), (SECOND_FACTOR, 0)):
        set_setting(key, value, place=estate, actor=SYSTEM, now=now)
    sorter = hire(username="s", name="S", password=random_code(), actor=SYSTEM, now=now)
    assign(user=sorter, role=Role.SORTER, place=estate, actor=SYSTEM, now=now)
    close_round(round_id=round_.pk, actor=SYSTEM, now=now)
    wave = plan_wave(round_id=round_.pk, now=now)
    return (wave.pk if wave else 0), sorter


def _pages(pdf: bytes) -> int:
    import pypdfium2  # noqa: PLC0415

    return len(pypdfium2.PdfDocument(pdf))


if __name__ == "__main__":
    main(*sys.argv[1:])
