"""What this app keeps about people, and until when."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from baogong.apps.places.models import Photo, Place
from baogong.apps.places.settings import KEEP_TICKET_DAYS
from baogong.apps.tickets.models import Enquiry, Feedback, Reply, Ticket
from baogong.plumbing.retention import Clock, Kept


def _told(estate: Place, cutoff: datetime) -> QuerySet[Ticket]:
    """Reports that still say something in words or show something. Their time counts from the
    answer, so that the household can read it."""
    says = ~Q(note="") | ~Q(answer="") | Q(photo__isnull=False)
    return Ticket.objects.alias(done_at=Coalesce("answered_at", "reported_at")).filter(
        says, order__household__path__startswith=estate.path, done_at__lte=cutoff
    )


def _forget(tickets: QuerySet[Ticket]) -> None:
    """That a good was reported, and what came of it, stays with the lot and the order."""
    photos = list(tickets.exclude(photo=None).values_list("photo", flat=True))
    Photo.objects.filter(pk__in=photos).delete()
    tickets.update(note="", answer="")


def _ratings(estate: Place, cutoff: datetime) -> QuerySet[Feedback]:
    return Feedback.objects.filter(
        order__household__path__startswith=estate.path, given_at__lte=cutoff
    )


def _enquiries(estate: Place, cutoff: datetime) -> QuerySet[Enquiry]:
    """Calls that still say who called or what about, from the answer on."""
    says = ~Q(wanted="") | ~Q(phone="")
    return Enquiry.objects.alias(done_at=Coalesce("answered_at", "taken_at")).filter(
        says, estate=estate, done_at__lte=cutoff
    )


def _forget_callers(enquiries: QuerySet[Enquiry]) -> None:
    """That somebody asked, and when it was answered, stays."""
    enquiries.update(wanted="", phone="")


def _replies(estate: Place, cutoff: datetime) -> QuerySet[Reply]:
    """Answers outside the FAQ: they may speak of one household."""
    says = ~Q(question="") | ~Q(text="")
    return Reply.objects.filter(says, estate=estate, kept=False, written_at__lte=cutoff)


def _forget_replies(replies: QuerySet[Reply]) -> None:
    replies.update(question="", text="")


KINDS = (
    Kept(
        "tickets",
        gettext_noop("Words, photos and answers of residents' reports"),
        KEEP_TICKET_DAYS.key,
        Clock.OWN,
        _told,
        forget=_forget,
    ),
    Kept(
        "feedback",
        gettext_noop("What residents said of freshness and price"),
        KEEP_TICKET_DAYS.key,
        Clock.OWN,
        _ratings,
    ),
    Kept(
        "enquiries",
        gettext_noop("Phone numbers of callers, and what they wanted"),
        KEEP_TICKET_DAYS.key,
        Clock.OWN,
        _enquiries,
        forget=_forget_callers,
    ),
    Kept(
        "replies",
        gettext_noop("Answers of the desk that are not in the FAQ"),
        KEEP_TICKET_DAYS.key,
        Clock.OWN,
        _replies,
        forget=_forget_replies,
    ),
)
