from collections.abc import Collection

from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.queries.scope import Viewer, covers, only_visible


def card_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> HouseholdCard:
    """The gate to a card of a door at one of the viewer's places. Raises NotVisible."""
    cards = HouseholdCard.objects.select_related("household")
    return only_visible(
        cards.filter(covers(viewer=viewer, roles=roles, path="household__path")), pk=pk
    )
