"""The doors that got less by a division, and who of them is to be told one by one."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from baogong.apps.ordering.enums import Channel, OnShort
from baogong.apps.places.enums import PlaceKind
from baogong.apps.sorting.models import Cut, Share
from baogong.apps.sorting.queries.shortages import CutRow, cuts_of_shortage

# Who orders this way may have no page and no chat, as may those whom a neighbour orders for.
ONE_BY_ONE = (Channel.PHONE, Channel.SHEET, Channel.HELPER)
# Whoever asked for a call hears it then.
TO_TELL = Exists(
    Cut.objects.filter(
        Q(order__channel__in=ONE_BY_ONE) | Q(order__by_door__isnull=False),
        shortage=OuterRef("shortage"),
        order__household=OuterRef("household"),
    ).exclude(choice=OnShort.ASK)
)


@dataclass(frozen=True, slots=True)
class ShortDoor:
    """A door and what it does not get. ``id``: of its share. ``to_tell``: one by one, as it
    ordered by phone, on paper, by a helper or by a neighbour."""

    id: int
    door_id: int
    door: str
    building: str
    cuts: tuple[CutRow, ...]
    to_tell: bool
    told_at: datetime | None
    told_by: str

    @property
    def fen(self) -> int:
        """What is credited to it."""
        return sum(cut.fen for cut in self.cuts if cut.outcome is OnShort.REFUND)

    @property
    def channels(self) -> list[Channel]:
        """How it ordered."""
        return list(dict.fromkeys(cut.channel for cut in self.cuts))


def short_doors(*, shortage_id: int) -> list[ShortDoor]:
    """As one walks. Two queries."""
    cuts: dict[int, list[CutRow]] = defaultdict(list)
    for cut in cuts_of_shortage(shortage_id):
        cuts[cut.door_id].append(cut)
    shares = Share.objects.filter(shortage=shortage_id, granted__lt=F("wanted"))
    beside = shares.select_related("household__parent__parent", "told_by")
    return [
        ShortDoor(
            id=share.pk,
            door_id=share.household_id,
            door=share.household.label,
            building=_building(share),
            cuts=tuple(cuts[share.household_id]),
            to_tell=share.to_tell,
            told_at=share.told_at,
            told_by=share.told_by.name if share.told_by else "",
        )
        for share in beside.annotate(to_tell=TO_TELL).order_by("household__sort_key", "pk")
    ]


def doors_to_tell(*, round_id: int) -> Counter[int]:
    """How many doors nobody has told yet, by division of the round. One query."""
    shares = Share.objects.filter(TO_TELL, shortage__wave__round=round_id, told_at=None)
    return Counter(shares.values_list("shortage", flat=True))


def _building(share: Share) -> str:
    above = share.household.parent
    if above and above.kind == PlaceKind.ENTRANCE and above.parent:
        above = above.parent
    return above.label if above else ""
