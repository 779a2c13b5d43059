"""What this app keeps about people, and until when."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from baogong.apps.places.models import CareFlag, HouseholdPhone, Place, RosterFile
from baogong.apps.places.settings import KEEP_HOUSEHOLD_DAYS, KEEP_ROSTER_DAYS
from baogong.plumbing.retention import Clock, Kept


def _phones(estate: Place, cutoff: datetime) -> QuerySet[HouseholdPhone]:
    return HouseholdPhone.objects.filter(
        household__path__startswith=estate.path, recorded_at__lte=cutoff
    )


def _care_flags(estate: Place, cutoff: datetime) -> QuerySet[CareFlag]:
    return CareFlag.objects.filter(
        household__path__startswith=estate.path, recorded_at__lte=cutoff
    )


def _roster_files(estate: Place, cutoff: datetime) -> QuerySet[RosterFile]:
    return RosterFile.objects.filter(estate=estate, uploaded_at__lte=cutoff)


KINDS = (
    Kept(
        "household_phones",
        gettext_noop("Phone numbers of households"),
        KEEP_HOUSEHOLD_DAYS.key,
        Clock.STAND_DOWN,
        _phones,
    ),
    Kept(
        "care_flags",
        gettext_noop("Care flags of households"),
        KEEP_HOUSEHOLD_DAYS.key,
        Clock.STAND_DOWN,
        _care_flags,
    ),
    Kept(
        "roster_files",
        gettext_noop("Uploaded rosters, with their conflicts and refused rows"),
        KEEP_ROSTER_DAYS.key,
        Clock.OWN,
        _roster_files,
    ),
)
