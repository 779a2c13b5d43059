"""The estate's phone: the same question from many, an answer that is kept, an errand overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import cards_within
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.apps.tickets.enums import EnquiryChannel
from baogong.apps.tickets.intents import Asked, NewReply
from baogong.apps.tickets.services import answer_enquiries, escalate_overdue, take_enquiries, tell

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.cli.play.scene import Scene

NUMBER = "021-5433 1234"
ANSWERED = ("几点截单", "请问几点截单")
ANSWER = "每天 24:00 截单，第二天上午 10:00 左右到小区门口。"
WAITING = ("没有智能手机怎么买菜", "老人没有智能手机怎么买菜呀")
BILL = "能帮忙交水费吗"


def ring(scene: Scene, *, now: datetime) -> None:
    """Two were answered and one of them knows it; two wait, and an errand since yesterday."""
    set_setting(CONTACT_PHONE, NUMBER, place=scene.estate, actor=scene.commander, now=now)
    clerk = scene.crew[Role.CLERK][0]
    answered = take_enquiries(
        [_asked(scene, text, n) for n, text in enumerate(ANSWERED)],
        actor=clerk,
        now=now - timedelta(hours=3),
    )
    ids = [enquiry.pk for enquiry in answered]
    reply = NewReply(uuid4(), ANSWERED[0], ANSWER, kept=True)
    answer_enquiries(reply, enquiry_ids=ids, actor=clerk, now=now - timedelta(hours=2))
    tell(enquiry_ids=ids[:1], actor=clerk, now=now - timedelta(hours=2))
    waiting = [_asked(scene, text, n) for n, text in enumerate(WAITING, start=len(ANSWERED))]
    take_enquiries(waiting, actor=clerk, now=now - timedelta(hours=1))
    door = cards_within(scene.estate)[0].household_id
    bill = replace(_asked(scene, BILL, 0), household_id=door, errand=True)
    take_enquiries([bill], actor=clerk, now=now - timedelta(hours=27))
    escalate_overdue(now)


def _asked(scene: Scene, wanted: str, n: int) -> Asked:
    return Asked(
        key=uuid4(),
        estate_id=scene.estate.pk,
        channel=EnquiryChannel.SMS if n % 2 else EnquiryChannel.CALL,
        wanted=wanted,
        phone=f"1391234{n:04}",
    )
