from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class PlaceTaken(DomainError):
    """Two places would have the same address."""

    code = "place_taken"
    message = gettext_noop("%(label)s exists already.")


class BadSettingValue(DomainError):
    code = "bad_setting"
    message = gettext_noop("%(key)s cannot be %(value)s.")


class SettingInThePast(DomainError):
    code = "setting_in_the_past"
    message = gettext_noop("Choose a time that is still to come, or leave it empty for now.")


class HoursOutOfOrder(DomainError):
    code = "hours_out_of_order"
    message = gettext_noop(
        "At %(place)s the shifts would begin at %(hours)s o'clock, but each has to begin after "
        "the one before. Move the other shift first, or choose another hour."
    )


class PublicUrlMissing(DomainError):
    """Cards and labels carry the address in their QR codes; without it they would lead nowhere."""

    code = "public_url_missing"
    message = gettext_noop(
        "Cards and labels carry the public address, and it is not set yet. Set it in the setup."
    )


class GridPlanError(DomainError):
    """A refused change of a grid plan. Nothing moved."""


class PlanNotDraft(GridPlanError):
    code = "plan_not_draft"
    message = gettext_noop(
        "Grid plan v%(version)s is no draft any more. Draw a new one to change the grids."
    )


class PlanChanged(GridPlanError):
    """Somebody changed the draft after the approver opened it."""

    code = "plan_changed"
    message = gettext_noop("The draft changed since you opened it. Look at it once more.")


class EmptyPlan(GridPlanError):
    code = "empty_plan"
    message = gettext_noop("No entrance is in a grid yet. Give the buildings to grids first.")


class OrphanEntrances(GridPlanError):
    """Doors in no grid are nobody's; only a recorded reason lets them stay so."""

    code = "orphan_entrances"
    message = gettext_noop(
        "Entrances in no grid: %(orphans)s. Give them to a grid, or write why they stay outside."
    )


class GridNameTaken(GridPlanError):
    code = "grid_name_taken"
    message = gettext_noop("Another grid of the estate is called %(label)s.")


class TooManyGrids(GridPlanError):
    code = "too_many_grids"
    message = gettext_noop("An estate has at most %(most)s grids.")


class RosterGone(DomainError):
    code = "roster_gone"
    message = gettext_noop("This file was loaded or dropped in the meantime. Upload it once more.")


class NoSuchChoice(DomainError):
    code = "no_such_choice"
    message = gettext_noop("This choice is not there. Look at the conflict once more.")


class ChangedSince(DomainError):
    """Taking an older decision back would undo a later one."""

    code = "changed_since"
    message = gettext_noop("%(door)s was changed since. Mend it on its own page.")


class RosterChanged(DomainError):
    """What would be replaced is not what somebody looked at."""

    code = "roster_changed"
    message = gettext_noop(
        "Households were changed since you looked. Nothing was loaded: look once more."
    )


class NotAMobileNumber(DomainError):
    code = "not_a_mobile_number"
    message = gettext_noop("“%(typed)s” is no mobile number. Type its 11 digits.")
