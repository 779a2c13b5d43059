"""What this app keeps about people, and until when; and the log of who read it."""

from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext_noop

from baogong.apps.accounts.models import SecondFactor, User
from baogong.apps.people.enums import LIVE
from baogong.apps.people.models import Assignment, DutyEntry, Person
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place, PlaceSetting
from baogong.apps.places.setting_record import SettingRecord
from baogong.apps.places.settings import (
    KEEP_ACCOUNT_DAYS,
    KEEP_DECLINED_DAYS,
    KEEP_PEOPLE_DAYS,
    KEEP_READ_LOG_DAYS,
)
from baogong.plumbing.models import AuditEntry
from baogong.plumbing.retention import Clock, Kept

NO_PASSWORD = "!"  # noqa: S105 - what Django takes for a password that never fits


def _people(estate: Place, cutoff: datetime) -> QuerySet[Person]:
    return Person.objects.within(estate).filter(since__lte=cutoff)


def _declined(estate: Place, cutoff: datetime) -> QuerySet[Person]:
    gone = Person.objects.within(estate).exclude(state__in=LIVE)
    return gone.filter(
        pk__in=gone.alias(at=Coalesce("decided_at", "since")).filter(at__lte=cutoff)
    )


def _directory(estate: Place, cutoff: datetime) -> QuerySet[DutyEntry]:
    """Lines that nobody wrote or changed since."""
    written = AuditEntry.objects.filter(
        subject_type="people.dutyentry", subject_id=OuterRef("pk"), occurred_at__gt=cutoff
    )
    entries = DutyEntry.objects.filter(place__path__startswith=estate.path)
    return entries.filter(~Exists(written))


def _accounts(estate: Place, cutoff: datetime) -> QuerySet[User]:
    """Whose roles all ended before the cutoff, the last one in this estate."""
    theirs = Assignment.objects.filter(user=OuterRef("pk"))
    later = theirs.filter(Q(ended_at=None) | Q(ended_at__gt=cutoff))
    last = theirs.order_by("-ended_at", "-pk").values("place__path")[:1]
    ended = User.objects.filter(~Exists(later), is_active=True).alias(last=Subquery(last))
    return ended.filter(last__startswith=estate.path)


def _forget_accounts(users: QuerySet[User]) -> None:
    """Their names and passwords go; the number stays, since ledgers name it."""
    SecondFactor.objects.filter(user__in=users).delete()
    number = Concat(Value("#"), Cast(F("pk"), CharField()), output_field=CharField())
    users.update(name=number, username=number, password=NO_PASSWORD, is_active=False)


def _reads(estate: Place, cutoff: datetime) -> QuerySet[AuditEntry]:
    """Readings of the estate's doors and people, and of the gone where they are kept longest."""
    people = Person.objects.within(estate).values("pk")
    theirs = Q(subject_id__in=people)
    if _keeps_reads_longest(estate):  # nobody knows any more whose they were
        anybody = Person.objects.filter(pk=OuterRef("subject_id"))
        theirs = Q(theirs | ~Exists(anybody))
    return AuditEntry.objects.filter(
        Q(subject_type="places.place", subject_id__in=Place.objects.within(estate).values("pk"))
        | Q(theirs, subject_type="people.person"),
        action__endswith=".read",
        occurred_at__lte=cutoff,
    )


def _keeps_reads_longest(estate: Place) -> bool:
    """Whether no estate keeps its log of readings for longer. Two queries."""
    rows = PlaceSetting.objects.filter(key=KEEP_READ_LOG_DAYS.key).select_related("place")
    record, now = SettingRecord(list(rows.order_by("pk"))), timezone.now()
    estates = Place.objects.filter(kind=PlaceKind.ESTATE)
    days = {e.pk: record.value(KEEP_READ_LOG_DAYS, path=e.path, at=now) for e in estates}
    return bool(days[estate.pk] == max(days.values()))


KINDS = (
    Kept(
        "people",
        gettext_noop("People on the roster: name, phone, health, shifts"),
        KEEP_PEOPLE_DAYS.key,
        Clock.STAND_DOWN,
        _people,
    ),
    Kept(
        "declined",
        gettext_noop("People who were declined or left"),
        KEEP_DECLINED_DAYS.key,
        Clock.OWN,
        _declined,
    ),
    Kept(
        "directory",
        gettext_noop("Directory of duties: names and phones"),
        KEEP_PEOPLE_DAYS.key,
        Clock.STAND_DOWN,
        _directory,
    ),
    Kept(
        "accounts",
        gettext_noop("Names of accounts whose last role ended"),
        KEEP_ACCOUNT_DAYS.key,
        Clock.OWN,
        _accounts,
        forget=_forget_accounts,
    ),
    Kept(
        "reads",
        gettext_noop("Log of who read personal data"),
        KEEP_READ_LOG_DAYS.key,
        Clock.OWN,
        _reads,
        by_hand=False,  # nobody wipes away what they looked at themselves
    ),
)
