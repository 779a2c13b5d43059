"""Doors that somebody asked after."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import ContactOutcome
from baogong.apps.people.models import DoorContact
from baogong.apps.places.models import Place
from baogong.plumbing import audit


@transaction.atomic
def note_contact(
    *, key: UUID, household: Place, outcome: ContactOutcome, actor: User, now: datetime
) -> None:
    """Write down that somebody asked after a door. The same key again changes nothing."""
    contact, made = DoorContact.objects.get_or_create(
        key=key,
        defaults={
            "household": household,
            "outcome": outcome,
            "recorded_by": actor,
            "occurred_at": now,
        },
    )
    if made:
        audit.record([audit.Act("door.contacted", contact, actor, now, {"outcome": outcome})])
