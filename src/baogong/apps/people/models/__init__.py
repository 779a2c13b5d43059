"""Who does what where and when, and the households' cards."""

from baogong.apps.people.models.activation import Activation
from baogong.apps.people.models.assignment import Assignment
from baogong.apps.people.models.card import HouseholdCard
from baogong.apps.people.models.contact import DoorContact
from baogong.apps.people.models.duty import DutyEntry
from baogong.apps.people.models.erasure import Erasure
from baogong.apps.people.models.pair import BuddyPair
from baogong.apps.people.models.person import DuplicatePerson, Person
from baogong.apps.people.models.shift import Shift, ShiftDuty
from baogong.apps.people.models.team import Team

__all__ = [
    "Activation",
    "Assignment",
    "BuddyPair",
    "DoorContact",
    "DuplicatePerson",
    "DutyEntry",
    "Erasure",
    "HouseholdCard",
    "Person",
    "Shift",
    "ShiftDuty",
    "Team",
]
