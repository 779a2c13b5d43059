"""Pure decisions about handoffs."""

from collections.abc import Sequence

from baogong.apps.custody.errors import NotHolding
from baogong.apps.custody.models import Holder, Unit


def check_holds(giver: Holder | None, *, units: Sequence[Unit]) -> None:
    """Raises NotHolding with the codes of the units that somebody else holds."""
    astray = [unit.code for unit in units if giver is None or unit.holder_id != giver.pk]
    if astray:
        raise NotHolding(count=len(astray), codes=", ".join(astray[:5]))
