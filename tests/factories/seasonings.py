"""D6's morning: a town's leader sells seasonings, and 60 doors ask for them in the chat."""

from datetime import datetime
from pathlib import Path

from baogong.apps.catalog.enums import Unit
from tests.factories.world import NOW, World, announce_pieces, make_world

SEASONINGS = {
    "SOY": ("酱油", 1280, Unit.BOTTLE),
    "VINEGAR": ("陈醋", 990, Unit.BOTTLE),
    "SALT": ("盐", 250, Unit.PACKET),
    "SUGAR": ("白糖", 650, Unit.SACK),
    "OIL": ("食用油", 8990, Unit.CAN),
    "WINE": ("料酒", 880, Unit.BOTTLE),
}
# 60 entries; no door, a floor that is not there, no such good, no number, no good
BROKEN = ["8", "18", "27", "39", "50"]
MENDED = (
    ("B1-1-2902", "酱油", "2"),
    ("B1-1-3001", "陈醋", "1"),
    ("B1-1-2501", "盐", "1"),
    ("B1-1-701", "盐", "4"),
    ("B1-1-1801", "料酒", "1"),
)  # what the chat answers
SOME = {
    "B1-1-101": {"SOY": 1, "SALT": 2},
    "B1-1-402": {"SUGAR": 1},  # changed further down
    "B1-1-501": {"SOY": 2},
    "B1-1-1201": {"OIL": 1, "SOY": 1, "SALT": 1},
    "B1-1-2402": {"WINE": 3, "SALT": 1},
    "B1-1-3002": {"OIL": 1, "SALT": 1, "WINE": 1},
}
SEASONING_CHAIN = (Path(__file__).parent / "seasonings.txt").read_text("utf-8")


def seasoning_world(*, name: str = "E", now: datetime = NOW) -> World:
    """A house of 60 doors whose round offers six seasonings."""
    world = make_world(floors=30, name=name)
    announce_pieces(world, SEASONINGS, now=now)
    return world
