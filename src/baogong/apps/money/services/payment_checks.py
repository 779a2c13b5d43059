"""Payments by phone whose outcome nobody told us."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.money.enums import ProviderState
from baogong.apps.money.errors import ProviderDown
from baogong.apps.money.models import ProviderPayment
from baogong.apps.money.provider import Provider, configured_provider
from baogong.apps.money.services.provider_payments import ask_provider
from baogong.plumbing.locks import Busy
from baogong.values.errors import DomainError

logger = logging.getLogger(__name__)

CHECK = "money.check_payments"
SILENCE = timedelta(minutes=2)
MOST_AT_ONCE = 50


@transaction.atomic
def order_payment_checks(now: datetime) -> None:
    """The sweep: queue one look at the provider while payments wait for long."""
    if configured_provider() is None or not _silent(now).exists():
        return
    queued = ProcrastinateJob.objects.filter(task_name=CHECK, status__in=("todo", "doing"))
    if not queued.exists():
        app.configure_task(CHECK, lock=CHECK).defer()


def check_payments(provider: Provider, *, now: datetime) -> None:
    """Ask about each payment that waits, those first that were not asked about for the longest.

    Stops when the provider does not answer; what it says amiss of one payment is logged and does
    not stop the others. Twice is the same as once.
    """
    for row in _silent(now).order_by(F("asked_at").asc(nulls_first=True), "pk")[:MOST_AT_ONCE]:
        try:
            ask_provider(row, provider=provider, now=now)
        except ProviderDown:
            return
        except Busy:
            continue  # somebody is writing it down just now
        except DomainError as error:
            logger.error(
                "a payment by phone needs a look", extra={"number": row.number, "code": error.code}
            )
            ProviderPayment.objects.filter(pk=row.pk).update(asked_at=now)


def _silent(now: datetime) -> QuerySet[ProviderPayment]:
    return ProviderPayment.objects.filter(state=ProviderState.WAITING, begun_at__lt=now - SILENCE)
