"""Pure decisions about money that group-buy tools collected."""

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.errors import WhyMissing
from baogong.apps.money.policies import check_payment
from baogong.apps.ordering.models import ToolHandover
from baogong.apps.ordering.tool_errors import (
    CollectedChanged,
    HandoverDiffers,
    HandoverSettled,
    HandoverWaits,
    NothingCollected,
    NotOwnHandover,
    OwnHandover,
    OwnReversal,
)
from baogong.values.money import format_yuan


def check_handover(found: ToolHandover, *, waits: bool) -> None:
    """Before it is written down. Raises NothingPaid, ReferenceMissing, NothingCollected,
    HandoverWaits or HandoverDiffers."""
    check_payment(found.fen, method=PayMethod(found.method), reference=found.reference)
    if found.expected_fen <= 0:
        raise NothingCollected
    if waits:
        raise HandoverWaits
    if found.written_off_fen and not found.why.strip():
        raise HandoverDiffers(expected=format_yuan(found.expected_fen))


def needs_second_name(method: PayMethod, organiser_id: int, actor_id: int) -> bool:
    """Whether somebody else signs before it is booked: cash, and what one hands over oneself."""
    return method == PayMethod.CASH or organiser_id == actor_id


def check_second_name(found: ToolHandover, *, actor_id: int, left_fen: int) -> None:
    """``left_fen``: what is still in the tool now. Raises HandoverSettled, OwnHandover or
    CollectedChanged."""
    if found.booked_at or found.reversed_at:
        raise HandoverSettled
    if actor_id in {found.counted_by_id, found.organiser_id}:
        raise OwnHandover
    if left_fen != found.expected_fen:
        raise CollectedChanged


def check_own_drop(found: ToolHandover, *, actor_id: int) -> None:
    """Raises HandoverSettled or NotOwnHandover."""
    if found.booked_at or found.reversed_at:
        raise HandoverSettled
    if {found.counted_by_id, found.organiser_id} != {actor_id}:
        raise NotOwnHandover


def check_reversal(found: ToolHandover, *, actor_id: int, why: str) -> None:
    """What is booked needs a reason, and somebody who did not sign for it.

    Raises HandoverSettled, OwnReversal or WhyMissing.
    """
    if found.reversed_at:
        raise HandoverSettled
    if found.booked_at is None:
        return
    if found.signed_by_id == actor_id:
        raise OwnReversal
    if not why.strip():
        raise WhyMissing
