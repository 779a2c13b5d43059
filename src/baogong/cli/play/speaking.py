"""The evening after: households report what was wrong, the desk answers, others say how it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from baogong.apps.ordering.queries import OrderFilter, order_ids, order_rows
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import cards_within
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import ANSWER_HOURS
from baogong.apps.tickets.enums import Rating, Remedy, TicketKind, TicketOutcome
from baogong.apps.tickets.intents import Answer, Complaint, Verdict
from baogong.apps.tickets.queries import order_voice
from baogong.apps.tickets.services import answer_ticket, give_feedback, report_goods
from baogong.plumbing.audit import NamedActor

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from baogong.apps.ordering.models import Round
    from baogong.apps.tickets.queries import OrderVoice
    from baogong.cli.play.scene import Scene

ANSWERED_WITHIN = 12
RATED_SHARE = 0.3
# How many hours ago, what was wrong, what the household writes and wants.
OVERDUE = (14, TicketKind.MISSING, "袋子里没有找到，楼下也没有", Remedy.REPLACE)
ANSWERED = (8, TicketKind.ROTTEN, "有三个破了，其他的也沾上了", Remedy.REFUND)
OPEN = (2, TicketKind.ROTTEN, "叶子发黄，里面烂了", Remedy.REFUND)
STORIES = (OVERDUE, ANSWERED, OPEN)
ANSWER = Answer(TicketOutcome.REFUND, "对不起，破损的按半价退给您，明天起改用硬盒装。", 1200)


def speak(scene: Scene, round_: Round, *, random: Random, now: datetime) -> None:
    """Three reports and some ratings of a delivered round."""
    set_setting(
        ANSWER_HOURS,
        ANSWERED_WITHIN,
        place=scene.estate,
        actor=scene.commander,
        now=now - timedelta(days=1),
    )
    voices = _voices(round_, now=now)
    cards = {card.door: NamedActor(f"card:{card.id}") for card in cards_within(scene.estate)}
    said = [(row.id, voices[row.id], cards[row.door]) for row in order_rows(list(voices))]
    for (order_id, voice, card), story in zip(said, STORIES, strict=False):
        hours, kind, note, remedy = story
        at = now - timedelta(hours=hours)
        complaint = Complaint(uuid4(), kind, frozenset([voice.goods[0].id]), remedy, note)
        ticket = report_goods(complaint, order_id=order_id, actor=card, now=at)
        if story is ANSWERED:
            clerk, later = scene.crew[Role.CLERK][0], at + timedelta(hours=1)
            answer_ticket(ANSWER, ticket_id=ticket.pk, actor=clerk, now=later)
    rated = said[len(STORIES) :]  # who has reported a good waits for the answer first
    for order_id, voice, card in rated[: round(len(said) * RATED_SHARE)]:
        verdict = _verdict(voice, random=random)
        give_feedback(verdict, order_id=order_id, actor=card, now=now)


def _voices(round_: Round, *, now: datetime) -> dict[int, OrderVoice]:
    """What can be said of the orders that came, by order."""
    ids = order_ids(round_id=round_.pk, where=OrderFilter())
    voices = {order_id: order_voice(order_id=order_id, now=now) for order_id in ids}
    return {order_id: voice for order_id, voice in voices.items() if voice.can_rate}


def _verdict(voice: OrderVoice, *, random: Random) -> Verdict:
    """Nine in ten are content with freshness, eight in ten with the price."""
    [freshness] = random.choices(list(Rating), weights=(85, 10, 5))
    [price] = random.choices(list(Rating), weights=(75, 20, 5))
    stale = [] if freshness is Rating.GOOD else [random.choice(voice.goods).id]
    return Verdict(freshness, price, frozenset(stale))
