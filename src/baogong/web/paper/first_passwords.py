"""First passwords on slips: cut apart and handed over in person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from baogong.apps.people.services import FirstPassword
from baogong.plumbing.paper import Sheet
from baogong.web.paper.corner import corner

TEMPLATE = Path(__file__).with_name("first_passwords.typ")
SIGN_IN = "/staff/sign-in/"


def first_password_sheet(
    slips: Sequence[FirstPassword], *, works: Mapping[int, str], address: str, now: datetime
) -> Sheet:
    """One slip for each account. ``works``: user -> "role · place"; ``address``: public."""
    head = {
        "title": _("Your account"),
        "address": address.split("://", 1)[-1] + SIGN_IN,
        "qr": address + SIGN_IN,
        "username": _("Name to sign in with"),
        "password": _("First password"),
        "change": _("You change it at the first sign-in. Then throw this slip away."),
        "corner": corner(now=now),
    }
    items = [
        {
            "name": slip.user.name,
            "works": works.get(slip.user.pk, ""),
            "username": slip.user.username,
            "password": slip.password,
        }
        for slip in slips
    ]
    return Sheet(template=TEMPLATE, items=items, head=head)
