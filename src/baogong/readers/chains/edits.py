"""An entry that its writer edited in a later copy takes the place of what it was."""

from dataclasses import replace

from baogong.readers.chains.goods import Menu
from baogong.readers.chains.orders import Book, Outcome
from baogong.readers.chains.result import Reason
from baogong.readers.chains.wishes import Entry


def decide_edit(book: Book, entry: Entry, old: Outcome, *, menu: Menu) -> Outcome:
    """The edited entry as a change of the old one, if nothing else has touched its doors.

    A good that the new text no longer names may be unwanted or forgotten: that is for review.
    """
    if old.reasons:
        book.forgive(entry)
        return book.decide(entry, menu=menu)
    untouched = old.kind == "order" and all(book.holds(order) for order in old.orders)
    if not untouched:
        return Outcome("change", reasons=(*entry.reasons, Reason("edited_and_changed")))
    fresh = Book(book.goods, held=dict(book.held), waiting=book.waiting)
    for order in old.orders:
        fresh.held.pop(order.door)
    outcome = fresh.decide(entry, menu=menu)
    before = {(order.door, item.sku) for order in old.orders for item in order.items}
    after = {(order.door, item.sku) for order in outcome.orders for item in order.items}
    if outcome.reasons:
        return outcome
    if outcome.kind != "order" or before - after:
        return replace(outcome, reasons=(Reason("rest_unclear"),))
    return replace(outcome, kind="change")
