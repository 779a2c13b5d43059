"""Calls and messages to the estate's number: what waits, grouped by what is asked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, names_of, only_visible, touches
from baogong.apps.tickets.enums import EnquiryChannel, LateKind
from baogong.apps.tickets.models import Enquiry, enquiry_number
from baogong.apps.tickets.models.enquiry import ENQUIRY_LETTER
from baogong.apps.tickets.queries.tickets import Overdue
from baogong.readers.questions import alike
from baogong.values.codes import BadCode, decode_number
from baogong.values.phones import mask_phone

_BETWEEN_DIGITS = re.compile(r"[\s\-+]+")
WHERE = Coalesce("household__path", "estate__path")  # nobody knows the caller's door: the estate
FEWEST_DIGITS = 4  # the end of a phone number by which it is looked for


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """An enquiry with its answer. ``phone`` is masked; ``door`` is empty where it is not known;
    ``leaders``: the grid leaders of the door, or of the estate; ``alike``: how many ask the same,
    where one stands for all."""

    id: int
    number: str
    estate_id: int
    estate: str
    door_id: int | None
    door: str
    channel: EnquiryChannel
    phone: str
    wanted: str
    errand: bool
    taken_by: str
    taken_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    leaders: tuple[str, ...]
    reply_id: int | None
    reply: str
    answered_at: datetime | None
    told_at: datetime | None
    told_by: str
    alike: int = 1

    @property
    def who(self) -> str:
        return self.door or self.phone or self.number


def enquiry_ids(
    *, viewer: Viewer, roles: Collection[Role], settled: bool, text: str = ""
) -> list[int]:
    """Ids of those that wait, the same questions together, the next due first; or of answered
    ones, the latest first; or whatever a ``text`` finds. One query."""
    seen = _visible(viewer, roles)
    if text:
        said = text.replace("\0", " ").strip()
        door = Q(household__label__icontains=said) if said else Q(pk__in=())
        found = seen.filter(_by_number_or_phone(said) | door)
        return list(found.order_by("-pk").values_list("pk", flat=True))
    if settled:
        answered = seen.filter(reply__isnull=False)
        return list(answered.order_by("-answered_at", "-pk").values_list("pk", flat=True))
    return [pk for group in _waiting(seen) for pk in group]


def enquiry_groups(*, viewer: Viewer, roles: Collection[Role]) -> list[list[int]]:
    """Ids of those that wait, in groups that ask the same, the next due first. One query."""
    return _waiting(_visible(viewer, roles))


def calls_from(
    *, viewer: Viewer, roles: Collection[Role], text: str, most: int = 5
) -> list[EnquiryRow]:
    """The enquiries of a ticket number, or the latest ones of a phone by its end. One query."""
    found = _visible(viewer, roles).filter(_by_number_or_phone(text.replace("\0", " ").strip()))
    return [_row(row) for row in _with_names(found).order_by("-pk")[:most]]


def open_enquiry_count(*, viewer: Viewer, roles: Collection[Role]) -> int:
    """How many wait for an answer. One query."""
    return _visible(viewer, roles).filter(reply=None).count()


def alike_ids(*, viewer: Viewer, roles: Collection[Role], pk: int) -> list[int]:
    """Ids of open enquiries of the same estate that ask the same, this one first. Two queries."""
    seen = _visible(viewer, roles)
    chosen = only_visible(seen, pk=pk)
    for group in _waiting(seen.filter(estate=chosen.estate_id)):
        if pk in group:
            return [pk, *(other for other in group if other != pk)]
    return []


def others_waiting(
    *, viewer: Viewer, roles: Collection[Role], estate_id: int, besides: Collection[int]
) -> list[EnquiryRow]:
    """Open enquiries of an estate besides these, the next due first. One query."""
    rows = _visible(viewer, roles).filter(estate=estate_id, reply=None).exclude(pk__in=besides)
    return [_row(row) for row in _with_names(rows).order_by("due_at", "pk")]


def enquiry_rows(ids: Sequence[int]) -> list[EnquiryRow]:
    """The enquiries of these ids, in their order. One query."""
    found = _with_names(Enquiry.objects.all()).in_bulk(ids)
    return [_row(found[pk]) for pk in ids if pk in found]


def enquiry_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> EnquiryRow:
    """Raises NotVisible."""
    return _row(only_visible(_with_names(_visible(viewer, roles)), pk=pk))


def enquiries_of_reply(*, reply_id: int) -> list[EnquiryRow]:
    """Whoever asked what this answers, those to tell first. One query."""
    rows = Enquiry.objects.filter(reply=reply_id).order_by("-told_at", "pk")
    return [_row(row) for row in _with_names(rows)]


def enquiries_of_door(*, household_id: int) -> list[EnquiryRow]:
    """What a household asked, the newest first. One query."""
    rows = Enquiry.objects.filter(household=household_id).exclude(wanted="")
    return [_row(row) for row in _with_names(rows).order_by("-pk")]


def escalated_errands(*, viewer: Viewer, roles: Collection[Role]) -> list[EnquiryRow]:
    """Errands at the viewer's doors that nobody answered in time, the longest overdue first; those
    whose door nobody knows, for everybody of the estate. One query."""
    waiting = _escalated(viewer, roles).filter(reply=None)
    return [_row(row) for row in _with_names(waiting).order_by("due_at", "pk")]


def escalated_errand_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> EnquiryRow:
    """Also once it is answered. Raises NotVisible."""
    return _row(only_visible(_with_names(_escalated(viewer, roles)), pk=pk))


def overdue_enquiries(*, estate_path: str, now: datetime) -> dict[LateKind, Overdue]:
    """What should be answered by now. One query."""
    late = Enquiry.objects.filter(estate__path=estate_path, reply=None, due_at__lt=now)
    kind = Case(
        When(errand=False, then=Value(LateKind.QUESTION)),
        When(leaders__len=0, then=Value(LateKind.ERRAND)),
        default=Value(LateKind.ERRAND_OF_LEADER),
    )
    kinds = late.alias(where=WHERE, leaders=names_of(Role.GRID_LEADER, path="where"))
    counted = kinds.values(late=kind).annotate(count=Count("pk"), since=Min("due_at"))
    return {LateKind(row["late"]): Overdue(row["count"], row["since"]) for row in counted}


def caller_phones(*, ids: Collection[int]) -> dict[int, str]:
    """The whole numbers, by enquiry; whoever shows them writes that down. One query."""
    rows = Enquiry.objects.filter(pk__in=ids).exclude(phone="")
    return dict(rows.order_by("pk").values_list("pk", "phone"))


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(touches(viewer=viewer, roles=roles, path="estate__path"))


def _escalated(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Enquiry]:
    at_hand = Q(covers(viewer=viewer, roles=roles, path="where")) | Q(
        touches(viewer=viewer, roles=roles, path="where")
    )
    errands = Enquiry.objects.filter(errand=True, escalated_at__isnull=False)
    return errands.alias(where=WHERE).filter(at_hand)


def _waiting(enquiries: QuerySet[Enquiry]) -> list[list[int]]:
    """Groups of open ones that ask the same in one estate; the group of the next due first.

    An errand is answered alone.
    """
    waiting = enquiries.filter(reply=None).order_by("due_at", "pk")
    rows = [
        (pk, (estate, pk if errand else None), wanted)
        for pk, estate, wanted, errand in waiting.values_list("pk", "estate", "wanted", "errand")
    ]
    groups = []
    for apart in dict.fromkeys(apart for _, apart, _ in rows):
        here = [(pk, wanted) for pk, where, wanted in rows if where == apart]
        groups += [[here[i][0] for i in group] for group in alike([text for _, text in here])]
    place = {pk: position for position, (pk, _, _) in enumerate(rows)}
    return sorted(groups, key=lambda group: place[group[0]])


def _by_number_or_phone(said: str) -> Q:
    """Enquiries of this ticket number, or of phones with this end."""
    if said[:1].upper() == ENQUIRY_LETTER:
        return Q(pk=_id_of(said))
    digits = _BETWEEN_DIGITS.sub("", said)
    if digits.isascii() and digits.isdigit() and len(digits) >= FEWEST_DIGITS:
        return Q(phone__endswith=digits)
    return Q(pk__in=())


def _id_of(number: str) -> int | None:
    try:
        pk = decode_number(number[1:])
    except BadCode:
        return None
    return pk if pk < 2**63 else None


def _with_names(enquiries: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    named = enquiries.select_related("estate", "household", "taken_by", "reply", "told_by")
    return named.alias(where=WHERE).annotate(leaders=names_of(Role.GRID_LEADER, path="where"))


def _row(enquiry: Enquiry) -> EnquiryRow:
    return EnquiryRow(
        id=enquiry.pk,
        number=enquiry_number(enquiry.pk),
        estate_id=enquiry.estate_id,
        estate=enquiry.estate.label,
        door_id=enquiry.household_id,
        door=enquiry.household.label if enquiry.household else "",
        channel=EnquiryChannel(enquiry.channel),
        phone=mask_phone(enquiry.phone),
        wanted=enquiry.wanted,
        errand=enquiry.errand,
        taken_by=enquiry.taken_by.name,
        taken_at=enquiry.taken_at,
        due_at=enquiry.due_at,
        escalated_at=enquiry.escalated_at,
        leaders=tuple(enquiry.leaders),  # type: ignore[attr-defined] # annotated above
        reply_id=enquiry.reply_id,
        reply=enquiry.reply.text if enquiry.reply else "",
        answered_at=enquiry.answered_at,
        told_at=enquiry.told_at,
        told_by=enquiry.told_by.name if enquiry.told_by else "",
    )
