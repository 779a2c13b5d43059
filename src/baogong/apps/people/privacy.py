"""Who sees what of people, and why. The pages' doors read it, and so do administrators."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.places.settings import (
    KEEP_CHAIN_DAYS,
    KEEP_EXCEPTION_DAYS,
    KEEP_HOUSEHOLD_DAYS,
    KEEP_PEOPLE_DAYS,
    KEEP_PHOTO_DAYS,
    KEEP_READ_LOG_DAYS,
    KEEP_SIGN_DAYS,
    KEEP_TICKET_DAYS,
)


class Sight(models.TextChoices):
    """How a role sees a field. A role that is not named sees nothing of it."""

    ON_DEMAND = "on_demand", _("masked; whole on demand, and logged")
    LOGGED = "logged", _("whole, and logged")
    WHOLE = "whole", _("whole")
    SUMS = "sums", _("sums only")


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field, who sees it how, and what for. ``days``: key of the setting, empty: it stays.

    Labels and reasons are English msgids.
    """

    key: str
    label: str
    why: str
    sight: Mapping[Role, Sight]
    days: str = ""


DESK = {Role.COMMANDER: Sight.ON_DEMAND, Role.CLERK: Sight.ON_DEMAND}
COLLECTORS = {
    Role.COMMANDER: Sight.WHOLE,
    Role.CLERK: Sight.WHOLE,
    Role.LIAISON: Sight.WHOLE,
}
RULES = (
    FieldRule(
        PersonalField.PHONES,
        gettext_noop("Phone numbers of households"),
        gettext_noop("To call back about an order or a bag that nobody took."),
        DESK,
        KEEP_HOUSEHOLD_DAYS.key,
    ),
    FieldRule(
        PersonalField.CARE,
        gettext_noop("Care flags of households"),
        gettext_noop("To look after those who cannot come to the door or need medicine."),
        DESK,
        KEEP_HOUSEHOLD_DAYS.key,
    ),
    FieldRule(
        "in_need",
        gettext_noop("That a household needs help, not why"),
        gettext_noop("To ask after it and to order for it."),
        {Role.COMMANDER: Sight.LOGGED, Role.LIAISON: Sight.LOGGED, Role.OFFICER: Sight.WHOLE},
        KEEP_HOUSEHOLD_DAYS.key,
    ),
    FieldRule(
        "people",
        gettext_noop("How many people live behind a door"),
        gettext_noop("To size packages and to know whom nobody asked yet."),
        {Role.COMMANDER: Sight.WHOLE, Role.CLERK: Sight.WHOLE, Role.GRID_LEADER: Sight.SUMS},
    ),
    FieldRule(
        PersonalField.HEALTH,
        gettext_noop("Phone numbers and health of helpers"),
        gettext_noop("To send nobody out who has to stay at home, and to reach them."),
        {Role.COMMANDER: Sight.LOGGED, Role.GRID_LEADER: Sight.LOGGED},
        KEEP_PEOPLE_DAYS.key,
    ),
    FieldRule(
        "orders",
        gettext_noop("What a door ordered"),
        gettext_noop("To buy, pack and carry it. No names stand in orders and ledgers."),
        {
            Role.COMMANDER: Sight.WHOLE,
            Role.CLERK: Sight.WHOLE,
            Role.SORTER: Sight.WHOLE,
            Role.OFFICER: Sight.WHOLE,
            Role.LIAISON: Sight.WHOLE,
            Role.SHOP: Sight.SUMS,
            Role.GATE: Sight.SUMS,
        },
    ),
    FieldRule(
        "owed",
        gettext_noop("What a door owes, and its credit"),
        gettext_noop("To collect it and to pay back. No names stand in the books."),
        COLLECTORS | {Role.OFFICER: Sight.WHOLE},
    ),
    FieldRule(
        "chains",
        gettext_noop("The text of chat chains, phone numbers masked"),
        gettext_noop("To order what a neighbourhood asked for in its chat, and to ask back."),
        COLLECTORS,
        KEEP_CHAIN_DAYS.key,
    ),
    FieldRule(
        "group_buys",
        gettext_noop("What group-buy files say, phone numbers masked"),
        gettext_noop("To order what was bought with a group-buy tool, and to settle doubts."),
        COLLECTORS,
        KEEP_CHAIN_DAYS.key,
    ),
    FieldRule(
        "signs",
        gettext_noop("Marks on orders that a program may have sent"),
        gettext_noop("To call a door before goods go to somebody else in its name."),
        COLLECTORS,
        KEEP_SIGN_DAYS.key,
    ),
    FieldRule(
        "exceptions",
        gettext_noop("Why a household may have more than a limit"),
        gettext_noop("To give it what it needs, and to answer for it."),
        {Role.COMMANDER: Sight.WHOLE, Role.CLERK: Sight.WHOLE},
        KEEP_EXCEPTION_DAYS.key,
    ),
    FieldRule(
        "photos",
        gettext_noop("Photos as evidence"),
        gettext_noop("To settle what arrived, what was broken and what was left at a door."),
        {
            Role.COMMANDER: Sight.WHOLE,
            Role.CLERK: Sight.WHOLE,
            Role.SORTER: Sight.WHOLE,
            Role.GATE: Sight.WHOLE,
        },
        KEEP_PHOTO_DAYS.key,
    ),
    FieldRule(
        "licences",
        gettext_noop("Photos of new suppliers' licences"),
        gettext_noop("To approve a group buy of a supplier that nobody knows yet."),
        COLLECTORS,
        KEEP_PHOTO_DAYS.key,
    ),
    FieldRule(
        PersonalField.REPORTS,
        gettext_noop("Photos of what residents report"),
        gettext_noop("To answer what came missing, rotten or wrong."),
        DESK,
        KEEP_TICKET_DAYS.key,
    ),
    FieldRule(
        PersonalField.CALLERS,
        gettext_noop("Phone numbers of callers"),
        gettext_noop("To call back with the answer; grid leaders see those of overdue errands."),
        DESK | {Role.GRID_LEADER: Sight.ON_DEMAND},
        KEEP_TICKET_DAYS.key,
    ),
    FieldRule(
        "audit",
        gettext_noop("Audit log, and who read personal data"),
        gettext_noop("To answer for what was done."),
        {Role.COMMANDER: Sight.WHOLE},
        KEEP_READ_LOG_DAYS.key,
    ),
)
READABLE = frozenset({Sight.ON_DEMAND, Sight.LOGGED, Sight.WHOLE})


def roles_that_see(*fields: PersonalField) -> frozenset[Role]:
    """The roles that may read all of these fields whole."""
    rules = [rule for rule in RULES if rule.key in fields]
    seen = [{role for role, how in rule.sight.items() if how in READABLE} for rule in rules]
    return frozenset(set.intersection(*seen))


# Who gives a second factor.
SEES_HEALTH = frozenset().union(*(roles_that_see(field) for field in PersonalField))
