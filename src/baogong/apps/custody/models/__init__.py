"""Who holds which bag or crate, and every time it changed hands."""

from baogong.apps.custody.models.discrepancy import Discrepancy
from baogong.apps.custody.models.handoff import Handoff, HandoffUnit
from baogong.apps.custody.models.unit import Holder, Unit

__all__ = ["Discrepancy", "Handoff", "HandoffUnit", "Holder", "Unit"]
