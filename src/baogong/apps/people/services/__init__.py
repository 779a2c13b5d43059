"""Everything that gives and takes roles, cards, turns and duties."""

from baogong.apps.people.pins import card_pin
from baogong.apps.people.services.activation import Activated, activate, stand_down
from baogong.apps.people.services.bulk import (
    AccountDraft,
    AccountPlan,
    FirstPassword,
    KnownAccount,
    make_accounts,
    plan_accounts,
    renew_first_passwords,
)
from baogong.apps.people.services.cards import (
    cards_to_print,
    issue_cards,
    reissue_card,
    sign_in_with_card,
)
from baogong.apps.people.services.contacts import note_contact
from baogong.apps.people.services.directory import (
    DutyDetails,
    mark_holder,
    remove_duty,
    write_duty,
)
from baogong.apps.people.services.duplicates import settle_duplicate
from baogong.apps.people.services.erasure import erase_due, erase_now
from baogong.apps.people.services.exports import log_export
from baogong.apps.people.services.founding import Founding, found_town
from baogong.apps.people.services.hand_out import hand_out_cards, take_card_back
from baogong.apps.people.services.health import is_away, isolate_oneself, set_health
from baogong.apps.people.services.intake import TakenIn, take_in
from baogong.apps.people.services.newcomers import Newcomer, take_on
from baogong.apps.people.services.pairs import end_pair, pair_up
from baogong.apps.people.services.reads import log_household_read, log_read
from baogong.apps.people.services.roster import (
    Approved,
    PersonDetails,
    add_person,
    approve,
    brief,
    change_person,
    decline,
    forget_person,
    leave,
    move_to_team,
    send_cadre,
)
from baogong.apps.people.services.sign_up import Application, sign_up
from baogong.apps.people.services.staff import assign, end_assignment, hire
from baogong.apps.people.services.teams import add_team, name_leaders
from baogong.apps.people.services.turns import (
    Turns,
    fill_gaps,
    free_turn,
    give_turn,
    give_turns,
    plan_shifts,
    set_needed,
)

__all__ = [
    "AccountDraft",
    "AccountPlan",
    "Activated",
    "Application",
    "Approved",
    "DutyDetails",
    "FirstPassword",
    "Founding",
    "KnownAccount",
    "Newcomer",
    "PersonDetails",
    "TakenIn",
    "Turns",
    "activate",
    "add_person",
    "add_team",
    "approve",
    "assign",
    "brief",
    "card_pin",
    "cards_to_print",
    "change_person",
    "decline",
    "end_assignment",
    "end_pair",
    "erase_due",
    "erase_now",
    "fill_gaps",
    "forget_person",
    "found_town",
    "free_turn",
    "give_turn",
    "give_turns",
    "hand_out_cards",
    "hire",
    "is_away",
    "isolate_oneself",
    "issue_cards",
    "leave",
    "log_export",
    "log_household_read",
    "log_read",
    "make_accounts",
    "mark_holder",
    "move_to_team",
    "name_leaders",
    "note_contact",
    "pair_up",
    "plan_accounts",
    "plan_shifts",
    "reissue_card",
    "remove_duty",
    "renew_first_passwords",
    "send_cadre",
    "set_health",
    "set_needed",
    "settle_duplicate",
    "sign_in_with_card",
    "sign_up",
    "stand_down",
    "take_card_back",
    "take_in",
    "take_on",
    "write_duty",
]
