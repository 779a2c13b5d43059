"""The side bar of the setup pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from baogong.apps.people.enums import Role
from baogong.web.components.navigation import NavItem

SETUP = (Role.COMMANDER,)


def navigation(*, current: str) -> list[NavItem]:
    """``current`` is the name of the page's own entry."""
    items = (
        ("setup:checklist", _("Setup"), "list-check"),
        ("setup:staff", _("Staff"), "people"),
        ("setup:suppliers", _("Suppliers"), "shop"),
        ("setup:audit", _("Audit log"), "clock-history"),
        ("command:rounds", _("Rounds"), "calendar-event"),
        ("command:home", _("Days"), "diagram-3"),
    )
    return [NavItem(label, reverse(name), icon, name == current) for name, label, icon in items]
