"""Notes for doors that no message reaches: what a division took, and what is done about it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from baogong.apps.places.queries import plan_version
from baogong.apps.sorting.queries import ShortageRow, ShortDoor
from baogong.plumbing.paper import Sheet
from baogong.web.components.short_texts import check_text, divided_on, less_text, money_text
from baogong.web.paper.corner import corner

TEMPLATE = Path(__file__).with_name("short_notes.typ")


def short_notes_sheet(
    shortage: ShortageRow, doors: Sequence[ShortDoor], *, path: str, url: str, now: datetime
) -> Sheet:
    """One note for each door. ``path``: of the estate; ``url``: where everybody may check the
    division, or ""."""
    head = {
        "estate": shortage.estate,
        "good": shortage.good,
        "why": divided_on(shortage),
        "check": check_text(url),
        "corner": corner(plan_version(path=path), now=now),
    }
    items = [
        {"door": door.door, "less": less_text(door.cuts), "money": money_text(door.cuts)}
        for door in doors
    ]
    return Sheet(template=TEMPLATE, items=items, head=head)
