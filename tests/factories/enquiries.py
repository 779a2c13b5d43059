"""Questions that come by phone and text message, and their answers."""

from datetime import timedelta
from uuid import uuid4

from baogong.apps.people.enums import Role
from baogong.apps.tickets.enums import EnquiryChannel
from baogong.apps.tickets.intents import Asked, NewReply
from baogong.apps.tickets.models import Enquiry, Reply
from baogong.apps.tickets.services import answer_enquiries, escalate_overdue, take_enquiries
from tests.factories.world import NOW, World


def asked(world: World, wanted: str = "几点截单", **changes) -> Asked:
    fields = {
        "key": uuid4(),
        "estate_id": world.estate.pk,
        "channel": EnquiryChannel.CALL,
        "wanted": wanted,
    }
    return Asked(**fields | changes)


def enquire(world: World, *wanted: str, now=NOW, **changes) -> list[Enquiry]:
    """Write down a question for each text."""
    rows = [asked(world, text, **changes) for text in wanted or ("几点截单",)]
    return take_enquiries(rows, actor=world.staff[Role.CLERK], now=now)


def overdue_errand(world: World, wanted: str = "能帮忙交水费吗", *, now=NOW, **changes) -> Enquiry:
    """Something to be done that went to the grid leader now, unanswered for a day."""
    [errand] = enquire(world, wanted, now=now - timedelta(days=1), errand=True, **changes)
    escalate_overdue(now)
    return errand


def new_reply(text: str = "每天 18:00 截单", **changes) -> NewReply:
    fields = {"key": uuid4(), "question": "几点截单", "text": text, "kept": True}
    return NewReply(**fields | changes)


def reply_to(world: World, *enquiries: Enquiry, now=NOW, **changes) -> Reply:
    return answer_enquiries(
        new_reply(**changes),
        enquiry_ids=[row.pk for row in enquiries],
        actor=world.staff[Role.CLERK],
        now=now,
    )
