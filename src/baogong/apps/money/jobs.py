from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baogong.apps.money.provider import configured_provider
from baogong.apps.money.services.payment_checks import CHECK, check_payments
from baogong.apps.money.services.refund_asks import ask_refunds
from baogong.apps.money.services.refund_queue import REFUND
from baogong.apps.money.services.refunds import refund_decided

PATIENCE = RetryStrategy(max_attempts=60, wait=10)  # a busy or restarting database


@app.task(name=CHECK, lock=CHECK)
def check_waiting_payments() -> None:
    """Ask the provider about payments that wait. Idempotent; the sweep queues the next look."""
    if provider := configured_provider():
        check_payments(provider, now=timezone.now())


@app.task(name=REFUND, lock=REFUND, retry=PATIENCE)
def refund_by_phone(doors: list[int]) -> None:
    """Put credits of doors under way, then ask the provider for all that is due. Idempotent."""
    now = timezone.now()
    refund_decided(doors, now=now)
    if provider := configured_provider():
        ask_refunds(provider, now=now)
