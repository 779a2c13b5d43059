"""The side bar of the commander's and the planners' pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest
from baogong.web.components.navigation import NavItem


def navigation(request: StaffRequest, *, current: str) -> list[NavItem]:
    """What the viewer's roles open; ``current`` is the name of the page's own entry."""
    items = [
        ("command:rounds", _("Rounds"), "calendar-event"),
        ("command:book", _("Purchase orders"), "receipt"),
        ("command:catalogue", _("Packages"), "basket"),
        ("command:stock", _("Stock"), "box-seam"),
        ("command:lots", _("Lots"), "tag"),
    ]
    if Role.COMMANDER in request.roles:
        items = [
            ("command:home", _("Days"), "diagram-3"),
            *items,
            ("desk:differences", _("Differences"), "exclamation-triangle-fill"),
            ("desk:home", _("Desk"), "telephone"),
            ("setup:checklist", _("Setup"), "sliders"),
        ]
    return [NavItem(label, reverse(name), icon, name == current) for name, label, icon in items]
