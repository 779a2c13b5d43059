"""What this app keeps about people, and until when."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from baogong.apps.places.models import (
    CareFlag,
    HouseholdPhone,
    Photo,
    Place,
    RosterConflict,
    RosterFile,
)
from baogong.apps.places.queries.sites import estate_of
from baogong.apps.places.settings import KEEP_HOUSEHOLD_DAYS, KEEP_PHOTO_DAYS, KEEP_ROSTER_DAYS
from baogong.plumbing.retention import Clock, Kept


def _phones(estate: Place, cutoff: datetime) -> QuerySet[HouseholdPhone]:
    return HouseholdPhone.objects.filter(
        household__path__startswith=estate.path, recorded_at__lte=cutoff
    )


def _care_flags(estate: Place, cutoff: datetime) -> QuerySet[CareFlag]:
    return CareFlag.objects.filter(
        household__path__startswith=estate.path, recorded_at__lte=cutoff
    )


def _conflicts(estate: Place, cutoff: datetime) -> QuerySet[RosterConflict]:
    """Conflicts that still repeat phones and flags of their doors."""
    told = Q(chosen__has_key="mending") | ~Q(choices=[]) | ~Q(value="")
    return RosterConflict.objects.filter(told, estate=estate, file__loaded_at__lte=cutoff)


def _forget_copies(conflicts: QuerySet[RosterConflict]) -> None:
    """That there was a conflict, and whether it was settled, stays known."""
    conflicts.filter(chosen__isnull=False).update(chosen={})
    conflicts.update(choices=[], value="")


def _forget_said(rows: QuerySet[HouseholdPhone] | QuerySet[CareFlag]) -> None:
    """With what is known of households go the copies from which a conflict would bring it back."""
    newest = rows.latest("recorded_at")
    estate = estate_of(newest.household)
    rows.delete()
    _forget_copies(_conflicts(estate, newest.recorded_at))


def _roster_files(estate: Place, cutoff: datetime) -> QuerySet[RosterFile]:
    return RosterFile.objects.filter(estate=estate, uploaded_at__lte=cutoff)


def _photos(estate: Place, cutoff: datetime) -> QuerySet[Photo]:
    return Photo.objects.filter(place__path__startswith=estate.path, kept_at__lte=cutoff)


KINDS = (
    Kept(
        "roster_conflicts",
        gettext_noop("Phones and care flags in conflicts of rosters"),
        KEEP_HOUSEHOLD_DAYS.key,
        Clock.STAND_DOWN,
        _conflicts,
        forget=_forget_copies,
    ),
    Kept(
        "household_phones",
        gettext_noop("Phone numbers of households"),
        KEEP_HOUSEHOLD_DAYS.key,
        Clock.STAND_DOWN,
        _phones,
        forget=_forget_said,
    ),
    Kept(
        "care_flags",
        gettext_noop("Care flags of households"),
        KEEP_HOUSEHOLD_DAYS.key,
        Clock.STAND_DOWN,
        _care_flags,
        forget=_forget_said,
    ),
    Kept(
        "roster_files",
        gettext_noop("Uploaded rosters, with their conflicts and refused rows"),
        KEEP_ROSTER_DAYS.key,
        Clock.OWN,
        _roster_files,
    ),
    Kept(
        "photos",
        gettext_noop("Photos as evidence"),
        KEEP_PHOTO_DAYS.key,
        Clock.OWN,
        _photos,
    ),
)
