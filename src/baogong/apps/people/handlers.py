"""What time drives in this app."""

from baogong.apps.people.services.turns import plan_days_ahead
from baogong.plumbing import sweeps

sweeps.register(plan_days_ahead)
