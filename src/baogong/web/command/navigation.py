"""The side bar of the commander's and the planners' pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from baogong.apps.filings.queries import filings_waiting
from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest
from baogong.web.command.scope import COMMAND
from baogong.web.components.navigation import NavItem


def navigation(request: StaffRequest, *, current: str) -> list[NavItem]:
    """What the viewer's roles open; ``current`` is the name of the page's own entry."""
    items = [
        ("command:rounds", _("Rounds"), "calendar-event", 0),
        ("command:book", _("Purchase orders"), "receipt", 0),
        ("command:catalogue", _("Packages"), "basket", 0),
        ("command:stock", _("Stock"), "box-seam", 0),
        ("command:lots", _("Lots"), "tag", 0),
    ]
    if Role.COMMANDER in request.roles:
        waiting = filings_waiting(viewer=request.user, roles=COMMAND)
        items = [
            ("command:home", _("Days"), "diagram-3", 0),
            ("command:filings", _("Group buys to approve"), "clipboard-check", waiting),
            *items,
            ("desk:differences", _("Differences"), "exclamation-triangle-fill", 0),
            ("desk:home", _("Desk"), "telephone", 0),
            ("setup:checklist", _("Setup"), "sliders", 0),
        ]
    return [
        NavItem(label, reverse(name), icon, name == current, count)
        for name, label, icon, count in items
    ]
