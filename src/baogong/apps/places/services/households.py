"""Writing down what is known of the people behind doors."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from baogong.apps.places.models import CareFlag, HouseholdPhone, Place
from baogong.plumbing import audit, locks
from baogong.readers.rosters import Said

_UPDATE = """
UPDATE places_place SET people = said.people, occupied = said.occupied
FROM unnest(%s::bigint[], %s::smallint[], %s::boolean[]) AS said (id, people, occupied)
WHERE places_place.id = said.id
"""


def write_households(said: Mapping[int, Said], *, now: datetime) -> None:
    """Replace people, phones and flags of doors by id. Five statements; inside a transaction."""
    with connection.cursor() as cursor:
        rows = said.values()
        cursor.execute(
            _UPDATE, [list(said), [row.people for row in rows], [row.occupied for row in rows]]
        )
    HouseholdPhone.objects.filter(household__in=list(said)).delete()
    CareFlag.objects.filter(household__in=list(said)).delete()
    HouseholdPhone.objects.bulk_create(
        (
            HouseholdPhone(household_id=pk, number=number, position=position, recorded_at=now)
            for pk, row in said.items()
            for position, number in enumerate(row.phones)
        ),
        batch_size=5000,
    )
    CareFlag.objects.bulk_create(
        (
            CareFlag(household_id=pk, kind=kind, recorded_at=now)
            for pk, row in said.items()
            for kind in row.flags
        ),
        batch_size=5000,
    )


def confirm_households(estate: Place, *, now: datetime) -> None:
    """A roster came: what is known of the estate's households is as new as that.

    By ids: of tables that have just been filled the planner knows nothing yet, and joins every
    phone to every place.
    """
    doors = list(Place.objects.within(estate).doors().values_list("pk", flat=True))
    HouseholdPhone.objects.filter(household__in=doors).update(recorded_at=now)
    CareFlag.objects.filter(household__in=doors).update(recorded_at=now)


@transaction.atomic
def correct_household(*, household_id: int, said: Said, actor: audit.Actor, now: datetime) -> None:
    """Let what somebody learned of a household hold from now on."""
    door = locks.lock_one(Place.objects.all(), key=household_id)
    write_households({door.pk: said}, now=now)
    audit.record([audit.Act("household.corrected", door, actor, now)])
