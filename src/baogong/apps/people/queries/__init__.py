"""Who holds which role where, and whose card is whose."""

from baogong.apps.people.queries.actors import actor_names
from baogong.apps.people.queries.card_counts import (
    EntranceCards,
    WaitingDoor,
    cards_by_entrance,
    doors_without_card,
    doors_without_card_in_hand,
)
from baogong.apps.people.queries.card_gate import card_for
from baogong.apps.people.queries.cards import CardRow, card_in_session, cards_within
from baogong.apps.people.queries.doors import DoorPlace, door_for
from baogong.apps.people.queries.founding import is_founded
from baogong.apps.people.queries.grid_plans import (
    draft_for,
    estate_around_for,
    grid_plan_for,
    grids_worked_in,
)
from baogong.apps.people.queries.place_choices import PlaceChoice, place_choices
from baogong.apps.people.queries.places import estate_for, place_for, places_of_kind, towns_of
from baogong.apps.people.queries.scope import (
    Viewer,
    covers,
    estates_of,
    only_visible,
    roles_of,
    touches,
)
from baogong.apps.people.queries.second_factor import needs_second_factor
from baogong.apps.people.queries.setting_rows import SettingRow, setting_history, setting_rows
from baogong.apps.people.queries.staff import (
    HeldRole,
    StaffRow,
    assignment_for,
    member_for,
    staff_rows,
)

__all__ = [
    "CardRow",
    "DoorPlace",
    "EntranceCards",
    "HeldRole",
    "PlaceChoice",
    "SettingRow",
    "StaffRow",
    "Viewer",
    "WaitingDoor",
    "actor_names",
    "assignment_for",
    "card_for",
    "card_in_session",
    "cards_by_entrance",
    "cards_within",
    "covers",
    "door_for",
    "doors_without_card",
    "doors_without_card_in_hand",
    "draft_for",
    "estate_around_for",
    "estate_for",
    "estates_of",
    "grid_plan_for",
    "grids_worked_in",
    "is_founded",
    "member_for",
    "needs_second_factor",
    "only_visible",
    "place_choices",
    "place_for",
    "places_of_kind",
    "roles_of",
    "setting_history",
    "setting_rows",
    "staff_rows",
    "touches",
    "towns_of",
]
