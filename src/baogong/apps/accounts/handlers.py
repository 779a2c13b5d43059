"""What time drives in this app."""

from baogong.apps.accounts.services import forget_old_sessions, forget_old_waits
from baogong.plumbing.sweeps import register

register(forget_old_waits)
register(forget_old_sessions)
