"""Every account of an estate at the end of a day or a month; together they come to zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from baogong.apps.money.queries import AccountLine, TrialBalance, trial_balance
from baogong.apps.people.queries import estate_for
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import day_of, moment
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.export import Export, asks_for_list, list_answer

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of the town's zone, both included."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return moment(self.first, NO_TIME)

    @property
    def until(self) -> datetime:
        return moment(self.last, timedelta(days=1))

    @property
    def text(self) -> str:
        if self.first == self.last:
            return date_format(self.last, "YEAR_DATE_FORMAT")
        return date_format(self.last, "YEAR_MONTH_FORMAT")


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """``?day=2026-04-12`` or ``?month=2026-04``, else today; ``?each=1`` names each door."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    span, each_door = _span(request), "each" in request.GET
    books = trial_balance(estate=estate, since=span.since, until=span.until, each_door=each_door)
    if asks_for_list(request):
        return list_answer(request, _export(estate, span, books), place=estate)
    context = {
        "estate": estate,
        "place_note": estate.label,
        "span": span,
        "books": books,
        "lines": [line for line in books.lines if any(_fens(line))],
        "each_door": each_door,
        "today": timezone.localdate(),
    }
    return desk_page(request, "desk/money/books.html", context, current="desk:money")


def _span(request: StaffRequest) -> Span:
    """What the address asks for; nonsense is today."""
    if first := day_of(f"{request.GET.get('month', '')}-01"):
        after = (first + timedelta(days=31)).replace(day=1)
        return Span(first, after - timedelta(days=1))
    day = day_of(request.GET.get("day", "")) or timezone.localdate()
    return Span(day, day)


def _export(estate: Place, span: Span, books: TrialBalance) -> Export:
    title = f"{estate.label} · {_('Balances')} · {span.text}"
    head = (
        pgettext("money", "Account"),
        _("Whose"),
        _("Opening balance"),
        _("Debits"),
        _("Credits"),
        _("Closing balance"),
    )
    cells = [(str(line.kind.label), line.holder, *_sums(line)) for line in books.lines]
    return Export("balances", title, head, [*cells, (_("Together"), "", *_sums(books))])


def _sums(line: AccountLine | TrialBalance) -> tuple[str, ...]:
    return tuple(map(format_yuan, _fens(line)))


def _fens(line: AccountLine | TrialBalance) -> tuple[int, ...]:
    return line.opening_fen, line.debit_fen, line.credit_fen, line.closing_fen
