"""In a few words, who gets a package of which there may not be enough, and when."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baogong.apps.ordering.enums import Moment, Rule
from baogong.apps.ordering.queries import ListingRow
from baogong.web.components.fields import clock_text


def rule_text(row: ListingRow) -> str:
    """How it is divided, and when, in a few words; empty where whoever orders has it."""
    if row.moment is not Moment.DRAW or row.moment_at is None:
        return ""
    words = {
        Rule.FIRST_COME: "",
        Rule.DRAW: _("drawn by lot on %(at)s"),
        Rule.ONE_EACH: _("one for each door first, on %(at)s"),
        Rule.PRIORITY: _("doors that need it most first, on %(at)s"),
    }
    return words[row.rule] % {"at": moment_text(row.moment_at)}


def moment_text(at: datetime) -> str:
    day, clock = clock_text(at)
    return f"{date_format(day, 'DATE_FORMAT')} {clock}"
