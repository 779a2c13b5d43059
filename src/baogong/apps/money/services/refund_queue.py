"""What is to be asked of the provider about refunds waits in the queue of jobs."""

from collections.abc import Collection

from procrastinate.contrib.django import app

from baogong.apps.money.enums import ProviderState
from baogong.apps.money.models import ProviderPayment
from baogong.apps.money.provider import configured_provider

REFUND = "money.refund_by_phone"


def look_at_credits(doors: Collection[int]) -> None:
    """Let the worker see whether these doors get money back by phone.

    The job is of the caller's transaction: it is there if and only if its reason is. One query,
    and none without a provider.
    """
    if not doors or configured_provider() is None:
        return
    by_phone = ProviderPayment.objects.filter(household__in=doors, state=ProviderState.PAID)
    if found := sorted(set(by_phone.values_list("household", flat=True))):
        queue_refunds(found)


def queue_refunds(doors: Collection[int] = ()) -> None:
    """Queue the job, in the caller's transaction; without ``doors`` for what waits already."""
    app.configure_task(REFUND, lock=REFUND).defer(doors=list(doors))
