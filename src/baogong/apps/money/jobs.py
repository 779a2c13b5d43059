from django.utils import timezone
from procrastinate.contrib.django import app

from baogong.apps.money.provider import configured_provider
from baogong.apps.money.services.payment_checks import CHECK, check_payments


@app.task(name=CHECK, lock=CHECK)
def check_waiting_payments() -> None:
    """Ask the provider about payments that wait. Idempotent; the sweep queues the next look."""
    if provider := configured_provider():
        check_payments(provider, now=timezone.now())
