"""Runs from the depot to the doors, what happened there, and what came back."""

from baogong.apps.delivery.models.attempt import Attempt, FieldConflict, Proof
from baogong.apps.delivery.models.call import Call
from baogong.apps.delivery.models.leave import CrateLeave
from baogong.apps.delivery.models.mode import ModeChange
from baogong.apps.delivery.models.returns import Reoffer, UnitReturn
from baogong.apps.delivery.models.run import Run, RunUnit
from baogong.apps.delivery.models.takeover import Takeover

__all__ = [
    "Attempt",
    "Call",
    "CrateLeave",
    "FieldConflict",
    "ModeChange",
    "Proof",
    "Reoffer",
    "Run",
    "RunUnit",
    "Takeover",
    "UnitReturn",
]
