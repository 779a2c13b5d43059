"""Everything that happens between the depot and the doors."""

from baogong.apps.delivery.services.accept import accept_crate
from baogong.apps.delivery.services.calls import call_doors, miss_call
from baogong.apps.delivery.services.conflicts import settle_conflict
from baogong.apps.delivery.services.leave import give_leave
from baogong.apps.delivery.services.modes import Decision, change_mode, reverse_mode
from baogong.apps.delivery.services.prove import prove_by_photo, prove_by_pin
from baogong.apps.delivery.services.reoffer import keep_back, offer_again
from baogong.apps.delivery.services.report import Outcome, Receipt, record_reports
from baogong.apps.delivery.services.take_back import take_back
from baogong.apps.delivery.services.take_over import (
    offer_runs_of,
    take_over,
    withdraw_offers_of,
)

__all__ = [
    "Decision",
    "Outcome",
    "Receipt",
    "accept_crate",
    "call_doors",
    "change_mode",
    "give_leave",
    "keep_back",
    "miss_call",
    "offer_again",
    "offer_runs_of",
    "prove_by_photo",
    "prove_by_pin",
    "record_reports",
    "reverse_mode",
    "settle_conflict",
    "take_back",
    "take_over",
    "withdraw_offers_of",
]
