"""A household, or the phone desk for it, reports what is wrong with goods of an order."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from baogong.apps.ordering.models import Order
from baogong.apps.places.models import Photo
from baogong.apps.places.queries import setting
from baogong.apps.places.services import keep_photo
from baogong.apps.places.settings import ANSWER_HOURS
from baogong.apps.tickets import policies
from baogong.apps.tickets.errors import TicketChanged
from baogong.apps.tickets.intents import Complaint
from baogong.apps.tickets.models import Ticket, TicketLine
from baogong.apps.tickets.queries.orders import goods_of_order, open_goods, standing_of
from baogong.plumbing import audit, locks


@transaction.atomic
def report_goods(
    complaint: Complaint, *, order_id: int, actor: audit.Actor, now: datetime
) -> Ticket:
    """Take a report in; the same key again is the same ticket, and may bring its photo.

    Raises NothingDelivered, NotOfOrder or ReportedAlready; TicketChanged where the key came before
    with something else.
    """
    order = locks.lock_one(Order.objects.select_related("household", "round"), key=order_id)
    if known := Ticket.objects.filter(key=complaint.key).first():
        known = _same(known, complaint, order=order)
        if complaint.photo and known.photo_id is None and known.answered_at is None:
            known.photo = _kept_photo(complaint, order=order, actor=actor, now=now)
            known.save(update_fields=["photo"])
        return known
    policies.check_can_report(standing_of(order), today=timezone.localdate(now))
    names = {good.id: good.name for good in goods_of_order(order_id=order.pk)}
    policies.check_goods(complaint.good_ids, ordered=names)
    waiting = open_goods(order_id=order.pk)
    policies.check_not_waiting(complaint.good_ids, waiting=waiting, names=names)
    ticket = _write(complaint, order=order, actor=actor, now=now)
    audit.record([audit.Act("ticket.reported", ticket, actor, now)])
    return ticket


def _same(known: Ticket, complaint: Complaint, *, order: Order) -> Ticket:
    before = (known.order_id, known.kind, known.remedy, known.note)
    goods = set(known.lines.values_list("good", flat=True))
    said = (order.pk, complaint.kind, complaint.remedy, complaint.note)
    if before != said or goods != complaint.good_ids:
        raise TicketChanged
    return known


def _write(complaint: Complaint, *, order: Order, actor: audit.Actor, now: datetime) -> Ticket:
    hours = setting(ANSWER_HOURS, place=order.household, at=now)
    ticket = Ticket.objects.create(
        key=complaint.key,
        order=order,
        kind=complaint.kind,
        remedy=complaint.remedy,
        note=complaint.note,
        photo=_kept_photo(complaint, order=order, actor=actor, now=now),
        placed_by_id=complaint.placed_by_id,
        reported_at=now,
        due_at=now + timedelta(hours=hours),
    )
    goods = sorted(complaint.good_ids)
    TicketLine.objects.bulk_create(TicketLine(ticket=ticket, good_id=pk) for pk in goods)
    return ticket


def _kept_photo(
    complaint: Complaint, *, order: Order, actor: audit.Actor, now: datetime
) -> Photo | None:
    if not complaint.photo:
        return None
    return keep_photo(
        complaint.photo, key=complaint.key, place=order.household, actor=actor, now=now
    )
