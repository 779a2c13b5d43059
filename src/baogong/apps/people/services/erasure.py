"""Personal data goes when its time is over, or at once; each time a proof is left."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import ErasureReason
from baogong.apps.people.erasure_chain import erasure_digest, keys_digest
from baogong.apps.people.errors import RowsChanged, StillActive
from baogong.apps.people.models import Activation, Erasure
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import SETTINGS
from baogong.plumbing import audit, locks, retention
from baogong.plumbing.retention import Clock, Kept
from baogong.values.errors import NotVisible

ERASE = "people.erase_due"
AT = time(hour=4)  # after the nightly backup


@transaction.atomic
def order_erasure(now: datetime) -> None:
    """The sweep: queue one erasure for each night, whichever machine looks first."""
    due = nightly_due(now).isoformat()
    asked = ProcrastinateJob.objects.filter(task_name=ERASE, args__due=due)
    if not asked.exists():
        app.configure_task(ERASE, lock=ERASE).defer(due=due)


def nightly_due(now: datetime) -> datetime:
    """The newest four o'clock in the morning."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(now), AT))
    return today if today <= now else today - timedelta(days=1)


def erase_due(now: datetime) -> int:
    """Erase what is over in every estate; return how many rows went. Twice is the same as once.

    What fails leaves the rest alone, and is raised in the end, so that it is tried again.
    """
    rows, failed = 0, []
    for estate in Place.objects.filter(kind=PlaceKind.ESTATE).order_by("pk"):
        for kept in retention.registered():
            try:
                rows += _erase_over(kept, estate=estate, now=now)
            except Exception as error:  # noqa: BLE001 - raised below
                failed.append(error)
    if failed:
        raise ExceptionGroup("Not everything whose time is over was erased.", failed)
    return rows


@transaction.atomic
def _erase_over(kept: Kept, *, estate: Place, now: datetime) -> int:
    """Under the estate's lock, which an activation takes too: who is on duty again keeps all."""
    locks.lock_one(Place.objects.all(), key=estate.pk)
    cutoff = due_cutoff(kept, estate=estate, now=now)
    if cutoff is None:
        return 0
    return _erase(kept, estate=estate, cutoff=cutoff, actor=audit.SYSTEM, now=now)


def due_cutoff(kept: Kept, *, estate: Place, now: datetime) -> datetime | None:
    """Rows from before this moment are over; None while the time has not come.

    Days end at midnight, so that a day's rows go together. While an estate is on duty, or until it
    was for the first time, nothing that counts from the stand-down is over.
    """
    today = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    over = today - timedelta(days=setting(SETTINGS[kept.days], place=estate, at=now))
    if kept.clock is Clock.OWN:
        return over
    last = Activation.objects.filter(estate=estate).order_by("-activated_at").first()
    stood_down = last is not None and last.ended_at is not None and last.ended_at <= over
    return over if stood_down else None


@transaction.atomic
def erase_now(
    what: str,
    *,
    estate: Place,
    expected: int,
    reason: ErasureReason,
    actor: User,
    now: datetime,
) -> int:
    """Erase all rows of a kind before their time. Raises StillActive, RowsChanged or NotVisible.

    ``expected`` is what the person in charge was shown; another number erases nothing.
    """
    kept = retention.kept_as(what)
    if kept is None or not kept.by_hand:
        raise NotVisible
    locks.lock_one(Place.objects.all(), key=estate.pk)
    on_duty = Activation.objects.filter(estate=estate, ended_at=None).exists()
    if kept.clock is Clock.STAND_DOWN and on_duty:
        raise StillActive(estate=estate.label)
    found = kept.rows(estate, now).count()
    if found != expected:
        raise RowsChanged(n=found)
    return _erase(kept, estate=estate, cutoff=now, actor=actor, now=now, reason=reason)


@transaction.atomic
def _erase(
    kept: Kept,
    *,
    estate: Place,
    cutoff: datetime,
    actor: audit.Actor,
    now: datetime,
    reason: str = "",
) -> int:
    """Forget the rows and add the proof to the estate's chain."""
    if not kept.rows(estate, cutoff).exists():
        return 0
    locks.lock_name(f"erasure {estate.pk}")
    ids = list(kept.rows(estate, cutoff).values_list("pk", flat=True))
    if not ids:
        return 0
    rows = kept.rows(estate, cutoff)
    kept.forget(rows.model._default_manager.filter(pk__in=ids))
    last = Erasure.objects.filter(estate=estate).order_by("pk").last()
    erasure = Erasure(
        estate=estate,
        what=kept.key,
        cutoff=cutoff,
        rows=len(ids),
        keys=keys_digest(ids),
        erased_at=now,
        erased_by=actor.audit_name,
        reason=reason,
        previous=last.digest if last else "",
    )
    erasure.digest = erasure_digest(erasure)
    erasure.save()
    data = {"rows": len(ids), "list": kept.key}
    audit.record([audit.Act("data.erased", estate, actor, now, data)])
    return len(ids)
