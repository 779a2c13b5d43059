"""What time drives in this app."""

from baogong.apps.places.services import forget_old_rosters
from baogong.plumbing.sweeps import register

register(forget_old_rosters)
