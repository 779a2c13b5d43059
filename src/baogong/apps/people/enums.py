from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does for a place and all below it. Residents hold cards instead."""

    COMMANDER = "commander", _("Commander")
    CLERK = "clerk", _("Clerk")
    SHOP = "shop", _("Shop")
    GATE = "gate", _("Gate guard")
    SORTER = "sorter", _("Sorter")
    OFFICER = "officer", _("Building officer")
    GRID_LEADER = "grid_leader", _("Grid leader")
    LIAISON = "liaison", _("Liaison")


class PersonalField(models.TextChoices):
    """What is kept about a person or a household that not every role may read."""

    PHONES = "phones", _("Phone numbers")
    CARE = "care", _("Care flags")
    HEALTH = "health", _("Health of staff")
    REPORTS = "reports", _("Photos of residents' reports")
    CALLERS = "callers", _("Phone numbers of callers")


class TeamKind(models.TextChoices):
    """The teams that every estate has, and any other beside them (R10)."""

    ADVICE = "advice", _("Advice team")
    SUPPLY = "supply", _("Supply team")
    TRANSPORT = "transport", _("Transport team")
    GATE_DUTY = "gate_duty", _("Gate duty team")
    PATROL = "patrol", _("Patrol team")
    OTHER = "other", _("Another team")


class Skill(models.TextChoices):
    """What somebody can do; tasks are filled from these (R84)."""

    DRIVING = "driving", _("Driving")
    MEDICAL = "medical", _("Medical care")
    DISINFECTION = "disinfection", _("Disinfection")
    CATERING = "catering", _("Catering")
    ORDER = "order", _("Keeping order")
    CARRYING = "carrying", _("Carrying loads")
    PHONE = "phone", _("Answering the phone")
    TABLES = "tables", _("Tables and computers")
    REPAIRS = "repairs", _("Water and power repairs")
    LANGUAGES = "languages", _("Dialects and sign language")


class Health(models.TextChoices):
    """Whether somebody can be sent out. All but the first two stay where they are."""

    FIT = "fit", _("Fit")
    TIRED = "tired", _("Tired")
    ISOLATED = "isolated", _("Isolated")
    CONTACT = "contact", _("Contact of a contact")
    ILL = "ill", _("Ill")


AWAY = (Health.ISOLATED, Health.CONTACT, Health.ILL)


class Slot(models.TextChoices):
    """The parts of a day in which people take turns; their hours are settings of the estate."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")


class Source(models.TextChoices):
    """How somebody came onto the roster."""

    LIST = "list", _("From a list")
    SIGN_UP = "sign_up", _("Signed up")
    CLERK = "clerk", _("Entered by hand")
    ACCOUNT = "account", _("Had an account")


class PersonState(models.TextChoices):
    """Where somebody stands on the roster; the first two are live."""

    APPLIED = "applied", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


LIVE = (PersonState.APPLIED, PersonState.APPROVED)


class DuplicateOutcome(models.TextChoices):
    """What a clerk said about two rows with one phone."""

    UPDATED = "updated", _("Same person, new row taken")
    KEPT = "kept", _("Same person, known row kept")
    OTHER = "other", _("Somebody else with another phone")


class Desk(models.TextChoices):
    """Posts that must not stand empty (R51)."""

    PHONE = "phone", _("Phone desk")
    GATE = "gate", _("Gate")
    DEPOT = "depot", _("Depot")


class Society(models.TextChoices):
    """What kind of organisation answers for a duty: the five of 五社联动, and four beside (R6)."""

    COMMUNITY = "community", _("Community")
    SOCIAL_ORGANISATION = "social_org", _("Social organisation")
    SOCIAL_WORKER = "social_worker", _("Social workers")
    VOLUNTEER = "volunteer", _("Volunteers")
    CHARITY = "charity", _("Charity")
    PROPERTY = "property", _("Property company")
    SHOP = "shop", _("Shop")
    STREET = "street", _("Street office")
    DISTRICT = "district", _("District")


class ErasureReason(models.TextChoices):
    """Why personal data went before its time."""

    NOT_NEEDED = "not_needed", _("No longer needed")
    WRONG_DATA = "wrong_data", _("Wrong or loaded by mistake")
    ASKED = "asked", _("Somebody concerned asked for it")
    ORDERED = "ordered", _("Ordered by the authority")


class ExportReason(models.TextChoices):
    """What a list with names leaves as a file for. A code: free words would carry names on."""

    DUTY = "duty", _("To plan who is on duty")
    CALLS = "calls", _("To call people")
    STREET = "street", _("For the street office")
    PAPER = "paper", _("To work without the network")
    CHECK = "check", _("To check the list")


class ContactOutcome(models.TextChoices):
    """Whether somebody at the door answered."""

    REACHED = "reached", _("Reached, all is well")
    HELP = "help", _("Reached, needs help")
    NOBODY = "nobody", _("Nobody answered")
