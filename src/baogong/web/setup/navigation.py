"""The side bar of the setup pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest
from baogong.web.components.navigation import NavItem

SETUP = (Role.COMMANDER,)


def navigation(*, current: str) -> list[NavItem]:
    """``current`` is the name of the page's own entry."""
    items = (
        ("setup:checklist", _("Setup"), "list-check"),
        ("setup:staff", _("Staff"), "people"),
        ("setup:people", _("Helpers"), "person-badge"),
        ("setup:suppliers", _("Suppliers"), "shop"),
        ("setup:privacy", _("Privacy"), "shield-check"),
        ("setup:audit", _("Audit log"), "clock-history"),
        ("command:rounds", _("Rounds"), "calendar-event"),
        ("command:home", _("Days"), "diagram-3"),
    )
    return [NavItem(label, reverse(name), icon, name == current) for name, label, icon in items]


def grid_navigation(request: StaffRequest, *, current: str) -> list[NavItem]:
    """The side bar of grids and rules: the setup's for commanders, a way home for grid leaders."""
    if Role.COMMANDER in request.roles:
        return navigation(current=current)
    return [NavItem(_("My grid"), reverse("grid:home"), "grid")]
