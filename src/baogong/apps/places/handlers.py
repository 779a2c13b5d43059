"""What time drives in this app, and what it keeps about people."""

from baogong.apps.places.retention import KINDS
from baogong.apps.places.services import forget_old_rosters
from baogong.plumbing import retention
from baogong.plumbing.sweeps import register

register(forget_old_rosters)
retention.register(*KINDS)
