"""Who holds which role where, and whose card is whose."""

from baogong.apps.people.queries.activation import ActivationRow, activations, estate_of_sign_up
from baogong.apps.people.queries.actors import actor_names
from baogong.apps.people.queries.cadres import EstateCadres, cadres_by_estate
from baogong.apps.people.queries.capacity import Forecast, forecast
from baogong.apps.people.queries.card_counts import (
    EntranceCards,
    WaitingDoor,
    cards_by_entrance,
    doors_without_card,
    doors_without_card_in_hand,
)
from baogong.apps.people.queries.card_gate import card_for
from baogong.apps.people.queries.cards import CardRow, card_in_session, cards_within
from baogong.apps.people.queries.cover import Cover, building_cover
from baogong.apps.people.queries.directory import DutyRow, duty_count, duty_entry_for, duty_rows
from baogong.apps.people.queries.doors import DoorPlace, door_for, household_for
from baogong.apps.people.queries.duplicates import (
    DuplicateRow,
    duplicate_for,
    duplicate_ids,
    duplicate_rows,
)
from baogong.apps.people.queries.erasures import (
    ErasureRow,
    KeptRow,
    erasure_rows,
    kept_row,
    kept_rows,
    rows_left,
)
from baogong.apps.people.queries.founding import is_founded
from baogong.apps.people.queries.grid_plans import (
    draft_for,
    estate_around_for,
    grid_plan_for,
    grids_worked_in,
)
from baogong.apps.people.queries.place_choices import (
    PlaceChoice,
    place_choices,
    place_choices_within,
)
from baogong.apps.people.queries.places import (
    estate_for,
    place_for,
    places_of_kind,
    towns_of,
    widest_place,
)
from baogong.apps.people.queries.roster import (
    Accountless,
    PeopleFilter,
    PersonRow,
    Roll,
    away_since,
    grid_people_ids,
    grid_person_for,
    people_ids,
    people_rows,
    people_without_account,
    person_for,
    roll,
)
from baogong.apps.people.queries.rosters import roster_conflict_for, roster_for
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
from baogong.apps.people.queries.shifts import (
    DeskDay,
    ShiftRow,
    desk_days,
    duty_for,
    free_people,
    shift_for,
    shift_turns,
    shifts_of,
    team_meals,
    users_on_duty,
)
from baogong.apps.people.queries.staff import (
    HeldRole,
    Holder,
    StaffRow,
    assignment_for,
    holders_of,
    member_for,
    never_signed_in,
    staff_rows,
)
from baogong.apps.people.queries.teams import (
    TeamRow,
    team_for,
    team_label,
    team_members,
    team_rows,
)

__all__ = [
    "Accountless",
    "ActivationRow",
    "CardRow",
    "Cover",
    "DeskDay",
    "DoorPlace",
    "DuplicateRow",
    "DutyRow",
    "EntranceCards",
    "ErasureRow",
    "EstateCadres",
    "Forecast",
    "HeldRole",
    "Holder",
    "KeptRow",
    "PeopleFilter",
    "PersonRow",
    "PlaceChoice",
    "Roll",
    "SettingRow",
    "ShiftRow",
    "StaffRow",
    "TeamRow",
    "Viewer",
    "WaitingDoor",
    "activations",
    "actor_names",
    "assignment_for",
    "away_since",
    "building_cover",
    "cadres_by_estate",
    "card_for",
    "card_in_session",
    "cards_by_entrance",
    "cards_within",
    "covers",
    "desk_days",
    "door_for",
    "doors_without_card",
    "doors_without_card_in_hand",
    "draft_for",
    "duplicate_for",
    "duplicate_ids",
    "duplicate_rows",
    "duty_count",
    "duty_entry_for",
    "duty_for",
    "duty_rows",
    "erasure_rows",
    "estate_around_for",
    "estate_for",
    "estate_of_sign_up",
    "estates_of",
    "forecast",
    "free_people",
    "grid_people_ids",
    "grid_person_for",
    "grid_plan_for",
    "grids_worked_in",
    "holders_of",
    "household_for",
    "is_founded",
    "kept_row",
    "kept_rows",
    "member_for",
    "needs_second_factor",
    "never_signed_in",
    "only_visible",
    "people_ids",
    "people_rows",
    "people_without_account",
    "person_for",
    "place_choices",
    "place_choices_within",
    "place_for",
    "places_of_kind",
    "roles_of",
    "roll",
    "roster_conflict_for",
    "roster_for",
    "rows_left",
    "setting_history",
    "setting_rows",
    "shift_for",
    "shift_turns",
    "shifts_of",
    "staff_rows",
    "team_for",
    "team_label",
    "team_meals",
    "team_members",
    "team_rows",
    "touches",
    "towns_of",
    "users_on_duty",
    "widest_place",
]
