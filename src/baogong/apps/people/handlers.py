"""What time drives in this app, and what it keeps about people."""

from baogong.apps.people.retention import KINDS
from baogong.apps.people.services.erasure import order_erasure
from baogong.apps.people.services.turns import plan_days_ahead
from baogong.plumbing import retention, sweeps

sweeps.register(plan_days_ahead)
sweeps.register(order_erasure)
retention.register(*KINDS)
