"""Shelf cards: a good's name and the code that is scanned when some of it goes into a bag."""

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version
from baogong.apps.sorting.queries import ShelfCard, shelf_cards, wave_for
from baogong.plumbing.paper import Sheet
from baogong.web.depot.roles import DEPOT
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("shelf.typ")


def shelf_card_sheet(viewer: Viewer, wave_id: int) -> Sheet:
    """One card for each good of the wave. Raises NotVisible."""
    wave = wave_for(viewer=viewer, roles=DEPOT, pk=wave_id)
    plan = _("plan of %(at)s") % {"at": short_time(wave.planned_at)}
    page_corner = corner(plan_version(path=wave.depot.path), plan, now=timezone.now())
    return Sheet(
        template=TEMPLATE,
        items=[_card(card) for card in shelf_cards(wave_id=wave.pk)],
        head={"estate": wave.round.estate.label, "corner": page_corner},
    )


def _card(card: ShelfCard) -> dict[str, object]:
    return {
        "name": card.name,
        "fragile": _("Fragile") if card.fragile else "",
        "cold": _("Keep cold") if card.keep_cold else "",
        "code": card.sku,
        "qr": card.sku,
    }
