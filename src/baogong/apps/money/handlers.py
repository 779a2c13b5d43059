"""What time drives in this app."""

from baogong.apps.money.services.payment_checks import order_payment_checks
from baogong.plumbing import sweeps

sweeps.register(order_payment_checks)
