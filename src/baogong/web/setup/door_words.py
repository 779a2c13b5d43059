"""What is wrong with a row of a table of doors, and how to mend it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from baogong.readers.doors import MOST_ROWS, Doubt

CURES = {
    "column_missing": gettext_noop(
        "The table has no column “%(field)s”. Add it to the first row."
    ),
    "not_a_table": gettext_noop(
        "This is not a CSV table. Open it in the spreadsheet and choose Save as, CSV UTF-8."
    ),
    "cut_short": gettext_noop(
        "From here on the table cannot be read. Look for a single quote mark."
    ),
    "too_many_rows": gettext_noop("Only %(most)s rows are read at once. Split the table."),
    "empty": gettext_noop("“%(field)s” is empty. Fill it in."),
    "bad_name": gettext_noop(
        "“%(field)s” is too long or has a / in it. Use at most 40 characters."
    ),
    "not_a_number": gettext_noop("“%(field)s” must be a whole number."),
    "twice": gettext_noop("This door stands in the table twice. Keep one of the rows."),
    "same_address": gettext_noop(
        "Another row has the same building, entrance and room. Keep one, or mend the room."
    ),
}


def cure_of(doubt: Doubt) -> str:
    """One sentence in the reader's language."""
    return _(CURES[doubt.why]) % {"field": doubt.field, "most": MOST_ROWS}
