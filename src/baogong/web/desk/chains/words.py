"""What a chain's lines say to people: why one must be looked at, and texts for the chat."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.ordering.queries import ChainLineRow
from baogong.web.desk.read_lines.words import reasons_of

DOORS = {"ambiguous_door", "outside_door"}
REASONS = {
    "no_door": gettext_lazy("No door is named."),
    "no_such_door": gettext_lazy("There is no door %(text)s here."),
    "ambiguous_door": gettext_lazy("%(text)s may be %(candidates)s."),
    "outside_door": gettext_lazy("%(text)s is outside of what the chain's title names."),
    "no_goods": gettext_lazy("It does not say what is wanted."),
    "no_good": gettext_lazy("%(text)s of what?"),
    "unknown_good": gettext_lazy("%(text)s is not on offer."),
    "off_menu": gettext_lazy("%(text)s is not on the list of this chain."),
    "ambiguous_good": gettext_lazy("%(text)s may be %(candidates)s."),
    "no_amount": gettext_lazy("How many of %(text)s?"),
    "vague_amount": gettext_lazy("How many exactly? It says %(text)s."),
    "unclear_amount": gettext_lazy("The amount is not clear: %(text)s"),
    "unit_unclear": gettext_lazy("How many packs are %(text)s?"),
    "pack_unclear": gettext_lazy("How many packs are %(text)s?"),
    "not_whole": gettext_lazy("%(text)s is not sold in such parts. How much is it to be?"),
    "many": gettext_lazy("%(text)s for one door: is that right?"),
    "minus": gettext_lazy("%(text)s: one less, or one?"),
    "question": gettext_lazy("It asks something first: %(text)s"),
    "condition": gettext_lazy("It depends on something: %(text)s"),
    "sum_differs": gettext_lazy("The sum that it names does not fit: %(text)s"),
    "paid_unclear": gettext_lazy("Paid or not?"),
    "duplicate": gettext_lazy(
        "%(text)s asked for the same before: once more, or twice by mistake?"
    ),
    "same_good_twice": gettext_lazy("%(text)s stands there twice."),
    "unclear_change": gettext_lazy("What exactly is to change (%(text)s)?"),
    "no_order_to_change": gettext_lazy("There is no order of %(text)s in this chain to change."),
    "reference_unclear": gettext_lazy("The same as which one?"),
    "rest_unclear": gettext_lazy("What about the rest of it?"),
    "edited_and_changed": gettext_lazy("The entry was edited and changed again: what holds?"),
    "neighbour_unclear": gettext_lazy("How is it divided between the two doors?"),
    "number_or_door": gettext_lazy("Is the number in front the place in the chain, or the door?"),
    "maybe_example": gettext_lazy("It has no number and comes before number 1: only an example?"),
    "claim": gettext_lazy("It tells of something that went wrong: %(text)s"),
    "two_doors": gettext_lazy("Two doors stand there: which one gets what?"),
    "withdrawn": gettext_lazy("It stood in the earlier copy and is gone: taken back or lost?"),
    "unread": gettext_lazy("This could not be read: %(text)s"),
    "no_name": gettext_lazy("Who offers to help?"),
    "no_building": gettext_lazy("In which building?"),
    "ambiguous_building": gettext_lazy("Which building is it: %(candidates)s?"),
}


def reason_texts(row: ChainLineRow) -> list[tuple[str, Sequence[str]]]:
    """(why in words, doors to tap) for each reason that a line waits."""
    return reasons_of(row, words=REASONS, of_doors=DOORS)


def questions(rows: Iterable[ChainLineRow]) -> str:
    """What to ask in the chat about lines that wait; "" when none has its text still."""
    lines = [
        f"{row.raw.splitlines()[0]} → {'; '.join(text for text, _doors in reason_texts(row))}"
        for row in rows
        if row.raw
    ]
    if not lines:
        return ""
    return "\n".join([_("Please say a word, so that we order the right thing:"), *lines])
