"""Who does what where, and the households' cards."""

from baogong.apps.people.models.assignment import Assignment
from baogong.apps.people.models.card import HouseholdCard

__all__ = ["Assignment", "HouseholdCard"]
