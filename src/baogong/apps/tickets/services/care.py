"""A door that somebody asked after, and the help that it needs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import ContactOutcome
from baogong.apps.people.services import note_contact
from baogong.apps.places.models import Place
from baogong.apps.places.queries import estate_of
from baogong.apps.tickets.enums import EnquiryChannel
from baogong.apps.tickets.intents import Asked
from baogong.apps.tickets.models import Enquiry
from baogong.apps.tickets.services.enquiries import take_enquiries


@transaction.atomic
def ask_after(
    *, key: UUID, household: Place, outcome: ContactOutcome, actor: User, now: datetime
) -> Enquiry | None:
    """Write down what a door answered; one that needs help waits at the desk as an errand.

    The same key again changes nothing. Raises EnquiryChanged where it came before of another door.
    """
    note_contact(key=key, household=household, outcome=outcome, actor=actor, now=now)
    if outcome is not ContactOutcome.HELP:
        return None
    asked = Asked(
        key=key,
        estate_id=estate_of(household).pk,
        channel=EnquiryChannel.CARE,
        wanted=_("Needs help"),
        household_id=household.pk,
        errand=True,
    )
    [enquiry] = take_enquiries([asked], actor=actor, now=now)
    return enquiry
