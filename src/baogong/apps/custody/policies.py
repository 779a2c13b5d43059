"""Pure decisions about handoffs."""

from collections.abc import Collection, Sequence

from baogong.apps.custody.errors import NotHolding, OtherHandoff
from baogong.apps.custody.models import Handoff, Holder, Unit


def check_holds(giver: Holder | None, *, units: Sequence[Unit]) -> None:
    """Raises NotHolding with the codes of the units that somebody else holds."""
    astray = [unit.code for unit in units if giver is None or unit.holder_id != giver.pk]
    if astray:
        raise NotHolding(count=len(astray), codes=", ".join(astray[:5]))


def check_same_handoff(
    made: Handoff, *, giver: Holder | None, receiver: Holder, unit_ids: Collection[int]
) -> None:
    """Raises OtherHandoff unless the handoff moved these units between these two."""
    same_people = (made.giver, made.receiver) == (giver, receiver)
    if not same_people or {line.unit_id for line in made.lines.all()} != set(unit_ids):
        raise OtherHandoff
