from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class StockShort(DomainError):
    """More is to be packed than lies on the shelf."""

    code = "stock_short"
    message = gettext_noop(
        "%(name)s: %(wanted)s wanted, %(left)s on the shelf. Mark the rest as short."
    )


class StockResting(DomainError):
    """There is enough, but some of it may not leave before a known time. ``until``: ``14:30``."""

    code = "stock_resting"
    message = gettext_noop(
        "%(name)s rests after disinfection until %(until)s. Pack another bag until then."
    )


class StockHeld(DomainError):
    """There is enough, but some of it is held and nobody can say yet until when."""

    code = "stock_held"
    message = gettext_noop(
        "%(name)s is being disinfected. When spraying ends, the gate says from when on it goes."
    )


class StockExpired(DomainError):
    """There would be enough if nothing were past its day. ``on``: the last good day."""

    code = "stock_expired"
    message = gettext_noop(
        "%(name)s: %(left)s left that may be packed; the rest expired on %(on)s. "
        "Mark what is missing as short and put the expired goods aside."
    )


class RecalledAlready(DomainError):
    code = "recalled_already"
    message = gettext_noop("This lot was called back before. Its doors are listed below.")


class StockMoved(DomainError):
    """The ledger changed between the look at the shelf and the count."""

    code = "stock_moved"
    message = gettext_noop(
        "Goods came or left while you counted. Count once more; the amount below is of now."
    )


class LostTooMuch(DomainError):
    code = "lost_too_much"
    message = gettext_noop(
        "More is to go than the books say lies there. Count the good first, then write it off."
    )


class RefillTaken(DomainError):
    code = "refill_taken"
    message = gettext_noop("%(name)s is at it already. Take another task.")


class RefillDone(DomainError):
    code = "refill_done"
    message = gettext_noop("This area is refilled already. Take another task.")


class PlanMissing(DomainError):
    code = "plan_missing"
    message = gettext_noop("Nothing is planned for this day yet. Write the plan first.")


class PlanShort(DomainError):
    code = "plan_short"
    message = gettext_noop(
        "The plan is not ready: %(varieties)s more varieties are needed and %(short)s have too "
        "little. Plan more, or write why it is enough."
    )
