"""Calls and messages are written down, answered together, and the answer reaches who asked."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import ANSWER_HOURS
from baogong.apps.tickets.errors import EnquiriesAnswered, EnquiryChanged, ReplyOfOtherEstate
from baogong.apps.tickets.intents import Asked, NewReply
from baogong.apps.tickets.models import Enquiry, Reply
from baogong.plumbing import audit, locks


@transaction.atomic
def take_enquiries(asked: Sequence[Asked], *, actor: User, now: datetime) -> list[Enquiry]:
    """Write down what was asked; the same key again is the same enquiry.

    What was answered at once counts as told. Raises EnquiryChanged where a key came before with
    something else, and ReplyOfOtherEstate.
    """
    estates = locks.lock_rows(Place.objects.all(), keys={row.estate_id for row in asked})
    hours = {pk: setting(ANSWER_HOURS, place=place, at=now) for pk, place in estates.items()}
    _check_replies(asked)
    rows = [_row(row, hours=hours[row.estate_id], actor=actor, now=now) for row in asked]
    known = {row.key: row for row in Enquiry.objects.filter(key__in=[row.key for row in asked])}
    for row in rows:
        if row.key in known:
            _check_same(known[row.key], row)
    new = Enquiry.objects.bulk_create([row for row in rows if row.key not in known])
    audit.record([audit.Act("enquiry.taken", row, actor, now) for row in new])
    taken = known | {row.key: row for row in new}
    return [taken[row.key] for row in asked]


def _check_replies(asked: Sequence[Asked]) -> None:
    wanted = {(row.reply_id, row.estate_id) for row in asked if row.reply_id is not None}
    replies = Reply.objects.filter(pk__in=[pk for pk, _ in wanted])
    if wanted - set(replies.values_list("pk", "estate")):
        raise ReplyOfOtherEstate


def _row(asked: Asked, *, hours: int, actor: User, now: datetime) -> Enquiry:
    told = None if asked.reply_id is None else now
    return Enquiry(
        key=asked.key,
        estate_id=asked.estate_id,
        household_id=asked.household_id,
        channel=asked.channel,
        phone=asked.phone,
        wanted=asked.wanted,
        errand=asked.errand,
        taken_at=now,
        taken_by=actor,
        due_at=now + timedelta(hours=hours),
        reply_id=asked.reply_id,
        answered_at=told,
        told_at=told,
        told_by=actor if told else None,
    )


def _check_same(known: Enquiry, sent: Enquiry) -> None:
    fields = ("estate_id", "household_id", "channel", "phone", "wanted", "errand")
    if any(getattr(known, name) != getattr(sent, name) for name in fields):
        raise EnquiryChanged(number=known.number)


@transaction.atomic
def answer_enquiries(
    reply: NewReply | int, *, enquiry_ids: Collection[int], actor: User, now: datetime
) -> Reply:
    """Answer enquiries of one estate together, by a new reply or the id of a kept one.

    Those that somebody answered meanwhile keep their answer. The same key again is the same reply.
    Raises EnquiriesAnswered when none is left, and ReplyOfOtherEstate.
    """
    enquiries = locks.lock_rows(Enquiry.objects.all(), keys=enquiry_ids)
    if isinstance(reply, NewReply) and (sent := Reply.objects.filter(key=reply.key).first()):
        return sent
    waiting = [enquiry for enquiry in enquiries.values() if enquiry.reply_id is None]
    _check_waiting(waiting, among=enquiry_ids)
    estates = {enquiry.estate_id for enquiry in waiting}
    answer = _reply(reply, estates=estates, actor=actor, now=now)
    ids = [enquiry.pk for enquiry in waiting]
    Enquiry.objects.filter(pk__in=ids).update(reply=answer, answered_at=now)
    audit.record([audit.Act("enquiry.answered", row, actor, now) for row in waiting])
    return answer


def _check_waiting(waiting: Collection[Enquiry], *, among: Collection[int]) -> None:
    if waiting:
        return
    answered = Enquiry.objects.filter(pk__in=among).order_by("-answered_at")
    name = answered.values_list("reply__written_by__name", flat=True).first()
    raise EnquiriesAnswered(name=name or "?")


def _reply(
    reply: NewReply | int, *, estates: Collection[int], actor: User, now: datetime
) -> Reply:
    if len(estates) != 1:
        raise ReplyOfOtherEstate
    [estate_id] = estates
    if isinstance(reply, int):
        kept = Reply.objects.filter(pk=reply, estate=estate_id, kept=True).first()
        if kept is None:
            raise ReplyOfOtherEstate
        return kept
    made = Reply.objects.create(
        key=reply.key,
        estate_id=estate_id,
        question=reply.question,
        text=reply.text,
        kept=reply.kept,
        written_at=now,
        written_by=actor,
    )
    audit.record([audit.Act("reply.written", made, actor, now, {"faq": reply.kept})])
    return made


@transaction.atomic
def tell(*, enquiry_ids: Collection[int], actor: User, now: datetime) -> int:
    """The answer reached whoever asked these; return how many had not been told before."""
    answered = Enquiry.objects.filter(reply__isnull=False)
    rows = locks.lock_rows(answered, keys=enquiry_ids)
    fresh = [row for row in rows.values() if row.told_at is None]
    Enquiry.objects.filter(pk__in=[row.pk for row in fresh]).update(told_at=now, told_by=actor)
    audit.record([audit.Act("enquiry.told", row, actor, now) for row in fresh])
    return len(fresh)


@transaction.atomic
def change_reply(
    *, reply_id: int, question: str, text: str, kept: bool, actor: User, now: datetime
) -> None:
    """Word a reply anew, and let it be in the FAQ or not; whoever reads it next reads this."""
    reply = locks.lock_one(Reply.objects.all(), key=reply_id)
    reply.question, reply.text, reply.kept = question, text, kept
    reply.written_at, reply.written_by = now, actor
    reply.save(update_fields=["question", "text", "kept", "written_at", "written_by"])
    audit.record([audit.Act("reply.written", reply, actor, now, {"faq": kept})])
