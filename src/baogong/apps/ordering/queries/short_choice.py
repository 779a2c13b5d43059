"""What is done where a good comes short and the household chose nothing: a setting."""

from collections.abc import Iterable
from datetime import datetime

from baogong.apps.ordering.enums import OnShort
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting_by_place
from baogong.apps.places.settings import ON_SHORT

BY_SETTING = (OnShort.REFUND, OnShort.SWAP, OnShort.ASK)


def usual_by_estate(estates: Iterable[Place], *, at: datetime) -> dict[int, OnShort]:
    """By the estate's id. One query."""
    values = setting_by_place(ON_SHORT, places=estates, at=at)
    return {pk: BY_SETTING[value] for pk, value in values.items()}
