"""What time drives in this app, and what it keeps about people."""

from baogong.apps.money.retention import KINDS
from baogong.apps.money.services.payment_checks import order_payment_checks
from baogong.apps.money.services.refund_asks import order_refund_asks
from baogong.plumbing import retention, sweeps

sweeps.register(order_payment_checks)
sweeps.register(order_refund_asks)
retention.register(*KINDS)
