"""Orders that look as if a program had sent them: taken like all others, and marked."""

from datetime import datetime

from django.db import transaction

from baogong.apps.ordering.enums import Sign
from baogong.apps.ordering.intents import Decision
from baogong.apps.ordering.models import Ask, Order
from baogong.plumbing import audit


@transaction.atomic
def note_sign(decision: Decision, sign: Sign, *, actor: audit.Actor, now: datetime) -> None:
    """Mark what was taken in; what was refused or sent before needs no mark."""
    if decision.refusal or decision.repeated:
        return
    subject = Order(pk=decision.order_id) if decision.order_id else Ask(pk=decision.ask_id)
    audit.record([audit.Act("order.looks_automated", subject, actor, now, {"sign": sign})])
