"""What is wrong with a row of a list of people, and how to mend it; what columns are called."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from baogong.apps.people.enums import Slot
from baogong.apps.people.slots import SlotHours
from baogong.readers.chains import Reason
from baogong.readers.people import Doubt

FIELDS = {
    "name": gettext_noop("Name"),
    "phone": gettext_noop("Mobile number"),
    "organisation": gettext_noop("Organisation"),
    "place": gettext_noop("Building"),
    "team": gettext_noop("Team"),
    "cadre": gettext_noop("Party member or cadre"),
    "skills": gettext_noop("Can do"),
    "slots": gettext_noop("Can come"),
    "remarks": gettext_noop("Remarks"),
}
CURES = {
    "not_a_table": gettext_noop(
        "This is neither an Excel file nor a CSV table. Open it in the spreadsheet and save it "
        "as .xlsx."
    ),
    "empty_file": gettext_noop(
        "The file is empty. Save the table once more and choose that file."
    ),
    "too_large": gettext_noop("The table is too large. Split it by team."),
    "locked": gettext_noop("The file has a password. Save it without one."),
    "old_excel": gettext_noop(
        "This is an Excel file of the old kind (.xls). Open it and save it as .xlsx."
    ),
    "damaged": gettext_noop("The file is damaged. Open it in the spreadsheet and save it again."),
    "unknown_encoding": gettext_noop(
        "The characters cannot be read. Save the table as .xlsx or as CSV UTF-8."
    ),
    "no_headings": gettext_noop(
        "No row has both name and mobile as headings. Write these words over the two columns."
    ),
    "too_many_rows": gettext_noop("Only 20,000 rows are read at once. Split the table."),
    "empty": gettext_noop("“%(field)s” is empty. Fill it in."),
    "bad_phone": gettext_noop(
        "This is not one mobile number of 11 digits. Correct it, and keep one for each person."
    ),
    "too_long": gettext_noop("“%(field)s” is too long. Shorten it."),
}

REASONS = {
    "no_name": gettext_noop("Who offers to help?"),
    "no_building": gettext_noop("In which building?"),
    "ambiguous_building": gettext_noop("Which building is it: %(candidates)s?"),
    "no_offer": gettext_noop("It does not say what they can do. Is it a sign-up?"),
}


def slot_choices(hours: SlotHours, *, day: date) -> list[tuple[str, str]]:
    """(value, ``Morning 7–12``) for each part of a day."""
    spans = [(slot, *hours.span(day, slot)) for slot in Slot]
    text = _("%(slot)s %(hours)s")
    return [
        (slot.value, text % {"slot": slot.label, "hours": _unbroken(begin.hour, end.hour)})
        for slot, begin, end in spans
    ]


def _unbroken(begin: int, end: int) -> str:
    """``7–12`` which stays on one line of a narrow page."""
    return f"{begin}\u2060–\u2060{end}"


def field_label(field: str) -> str:
    return _(FIELDS[field]) if field else ""


def cure_of(doubt: Doubt) -> str:
    """One sentence in the reader's language."""
    why = doubt.why if doubt.field or doubt.why != "empty" else "empty_file"
    return _(CURES[why]) % {"field": field_label(doubt.field)}


def reason_text(reason: Reason) -> str:
    """What is to be asked about a line of a sign-up chain."""
    named = pgettext("between packages", ", ").join(reason.candidates)
    return _(REASONS[reason.code]) % {"candidates": named}


def elsewhere_text(count: int) -> str:
    """That so many rows wait at another estate."""
    text = _(
        "%(n)s rows have the phone of somebody in another estate of the town. They wait on "
        "that estate's page; ask there to settle them."
    )
    return text % {"n": count}
