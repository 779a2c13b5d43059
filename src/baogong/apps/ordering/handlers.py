"""What time drives in this app."""

from baogong.apps.ordering.services import close_due_rounds
from baogong.plumbing.sweeps import register

register(close_due_rounds)
