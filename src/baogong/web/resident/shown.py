"""What order pages of this process showed lately, so that a crowd is told what waits unasked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baogong.apps.ordering.queries import OfferRow

MOST_ESTATES = 500


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round as a page showed it. ``names``: of its packages, by listing."""

    title: str
    names: Mapping[int, str]


class ShownOffers:
    """By estate, what its doors were offered last; of so many estates, the latest ones.

    Nothing depends on it: a process that has shown nothing yet names nothing. Each estate's rounds
    are replaced in one step, so a thread that reads sees them whole.
    """

    def __init__(self, *, most: int = MOST_ESTATES) -> None:
        self._most = most
        self._rounds: dict[int, Mapping[int, ShownRound]] = {}

    def note(self, estate_id: int, offers: Sequence[OfferRow]) -> None:
        if estate_id not in self._rounds and len(self._rounds) >= self._most:
            self._rounds.pop(next(iter(list(self._rounds))), None)
        self._rounds[estate_id] = {
            offer.id: ShownRound(offer.title, {row.id: row.name for row in offer.listings})
            for offer in offers
        }

    def round(self, estate_id: int, round_id: int) -> ShownRound | None:
        return self._rounds.get(estate_id, {}).get(round_id)


shown = ShownOffers()
