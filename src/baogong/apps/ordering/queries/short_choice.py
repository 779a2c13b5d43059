from datetime import datetime

from baogong.apps.ordering.enums import OnShort
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import ON_SHORT

BY_SETTING = (OnShort.REFUND, OnShort.SWAP, OnShort.ASK)


def usual_on_short(*, place: Place, at: datetime) -> OnShort:
    """What is done where a good comes short and the household chose nothing. One query."""
    return BY_SETTING[setting(ON_SHORT, place=place, at=at)]
