"""The queue of what rosters say twice: one tap settles one, another takes it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.queries import estate_for, roster_conflict_for
from baogong.apps.places.queries import (
    ConflictRow,
    conflict_ids,
    conflict_rows,
    open_conflict_kinds,
)
from baogong.apps.places.services import choose, forget_phone, give_phone, leave, take_back
from baogong.values.errors import DomainError
from baogong.values.phones import mask_phone
from baogong.web.access import StaffRequest, for_roles
from baogong.web.back import back_to
from baogong.web.components.fields import is_number
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.desk.rosters.words import conflict_text, rows_text, said_text
from baogong.web.refusals import refusal_text

PAGE_ROWS = 50
BAD_PHONE, SHARED_PHONE = "bad_phone", "shared_phone"


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """A conflict with a button for each way out."""

    id: int
    what: str
    doors: str
    rows: str
    value: str
    choices: tuple[tuple[int, str, str], ...]  # number, what it says, where it says so
    asks_phone: bool
    shares_phone: bool


@require_GET
@for_roles(*ROLES)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Open conflicts in the order of the file; ``?settled=1`` shows the settled ones."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    settled, kind = "settled" in request.GET, request.GET.get("kind", "")
    kinds = open_conflict_kinds(estate=estate)
    ids = conflict_ids(estate=estate, settled=settled, kind=kind if kind in kinds else "")
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "place": estate.label,
        "estate": estate,
        "settled": settled,
        "kind": kind,
        "kinds": [(code, conflict_text(code), n) for code, n in kinds.items()],
        "page": page,
        "cards": [_card(row) for row in conflict_rows(list(page.object_list))],
    }
    return desk_page(request, "desk/rosters/conflicts.html", context, current="desk:places")


@require_POST
@for_roles(*ROLES)
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """One way out of one conflict: ``choice``, ``phone``, ``leave``, ``forget`` or ``back``."""
    conflict = roster_conflict_for(viewer=request.user, roles=ROLES, pk=pk)
    way = request.POST.get("way", "choose")
    try:
        _settle(request, conflict.pk, way)
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        doors = ", ".join(conflict.doors)
        told = _("%(doors)s waits again.") if way == "back" else _("%(doors)s is settled.")
        messages.success(request, told % {"doors": doors})
    return back_to(request, "desk:roster_conflicts", conflict.estate_id)


def _settle(request: StaffRequest, pk: int, way: str) -> None:
    actor, now = request.user, timezone.now()
    match way:
        case "back":
            take_back(conflict_id=pk, actor=actor, now=now)
        case "forget":
            forget_phone(conflict_id=pk, actor=actor, now=now)
        case "leave":
            leave(conflict_id=pk, actor=actor, now=now)
        case "phone":
            typed = request.POST.get("typed", "")
            give_phone(conflict_id=pk, typed=typed, actor=actor, now=now)
        case _:
            number = request.POST.get("choice", "")
            choice = int(number) if is_number(number) else -1
            choose(conflict_id=pk, choice=choice, actor=actor, now=now)


def _card(row: ConflictRow) -> ConflictCard:
    return ConflictCard(
        id=row.id,
        what=conflict_text(row.kind),
        doors=", ".join(row.doors),
        rows=rows_text(row.rows),
        value=mask_phone(row.value) if row.kind == SHARED_PHONE else row.value,
        choices=tuple(
            (number, said_text(said), rows_text([(sheet, at)]))
            for number, (sheet, at, said) in enumerate(row.choices)
        ),
        asks_phone=row.kind == BAD_PHONE,
        shares_phone=row.kind == SHARED_PHONE,
    )
