"""The text that tells residents of a change, ready to be pasted, in every language."""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.queries import ChangeRow
from baogong.web.components.fields import clock_text

MEANINGS: dict[MovementRule | ZoneLevel, str] = {
    MovementRule.FREE: gettext_noop("You may leave your grid again."),
    MovementRule.STAY_IN_GRID: gettext_noop(
        "Please stay inside your grid and do not gather. Goods are handed over at its border."
    ),
    MovementRule.STAY_IN_BUILDING: gettext_noop(
        "Please stay inside your building and do not gather. Goods come to your entrance or door."
    ),
    MovementRule.STAY_IN_HOME: gettext_noop("Please stay at home. Goods come to your door."),
    ZoneLevel.LOCKDOWN: gettext_noop("Nobody goes in or out; services come to your door."),
    ZoneLevel.CONTROLLED: gettext_noop("Please stay inside the area and do not gather."),
    ZoneLevel.PRECAUTIONARY: gettext_noop("Please keep gatherings small and follow the notices."),
    ZoneLevel.NONE: gettext_noop("The control level ends."),
}


def notices(change: ChangeRow, *, estate: str) -> list[tuple[str, str]]:
    """``[("zh-hans", "..."), ("en", "...")]``; ``estate`` is where a grid or building lies."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append((language, _notice(change, f"{estate} {change.place}".strip())))
    return found


def _notice(change: ChangeRow, place: str) -> str:
    day, clock = clock_text(change.starts_at)
    number = _(" (%(number)s)") % {"number": change.document_no} if change.document_no else ""
    text = _(
        "Notice for %(place)s: by decision of %(authority)s%(number)s, from %(day)s %(clock)s on "
        "this holds: %(what)s. %(meaning)s"
    )
    return text % {
        "place": place,
        "authority": change.authority,
        "number": number,
        "day": date_format(day, "DATE_FORMAT"),
        "clock": clock,
        "what": change.value.label,
        "meaning": _(MEANINGS[change.value]),
    }
