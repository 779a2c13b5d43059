"""What time drives in this app, and what it keeps about people."""

from baogong.apps.ordering.retention import KINDS
from baogong.apps.ordering.services import close_due_rounds, deal_due
from baogong.plumbing import retention
from baogong.plumbing.sweeps import register

register(deal_due)
register(close_due_rounds)
retention.register(*KINDS)
