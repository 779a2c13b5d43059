from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class StockShort(DomainError):
    """More is to be packed than lies on the shelf."""

    code = "stock_short"
    message = gettext_noop(
        "%(name)s: %(wanted)s wanted, %(left)s on the shelf. Mark the rest as short."
    )


class RecalledAlready(DomainError):
    code = "recalled_already"
    message = gettext_noop("This lot was called back before. Its doors are listed below.")
