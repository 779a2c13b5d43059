"""What is done to several people of the list at once."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from baogong.apps.people.enums import PersonState
from baogong.apps.people.queries import PeopleFilter, estate_for, people_ids, team_rows
from baogong.apps.people.services import approve, brief, decline, move_to_team
from baogong.web.access import StaffRequest, for_roles
from baogong.web.back import back_to
from baogong.web.setup.people.page import PEOPLE

MOST_TICKED = 4000


@require_POST
@for_roles(*PEOPLE)
def act(request: StaffRequest, pk: int) -> HttpResponse:
    """Do one thing to the people who are ticked, or to all who wait, and say what was done."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    what = ACTS.get(request.POST.get("act", ""))
    if request.POST.get("everybody"):
        waiting = PeopleFilter(state=PersonState.APPLIED)
        ids = people_ids(estate=estate, where=waiting, now=timezone.now())
    else:
        ids = _ticked(request)
    if what is None or not ids:
        messages.warning(request, _("Tick at least one person first. Nothing was done."))
    else:
        what(request, estate.pk, ids)
    return back_to(request, "setup:people_of", pk)


def _ticked(request: StaffRequest) -> list[int]:
    if request.POST.get("shown_all"):
        sent = request.POST.get("shown", "").split(",")[:MOST_TICKED]
    else:
        sent = request.POST.getlist("person")[:MOST_TICKED]
    return [int(text) for text in sent if text.isascii() and text.isdigit() and len(text) < 18]


def _team(request: StaffRequest, pk: int) -> int | None:
    """The chosen team of the estate."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    sent = request.POST.get("team", "")
    chosen = next((row.id for row in team_rows(estate=estate) if str(row.id) == sent), None)
    if chosen is None:
        messages.warning(request, _("Choose the team that they go to. Nothing was done."))
    return chosen


def _approve(request: StaffRequest, pk: int, ids: list[int]) -> None:
    if (team_id := _team(request, pk)) is None:
        return
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    done = approve(
        person_ids=ids, estate=estate, team_id=team_id, actor=request.user, now=timezone.now()
    )
    text = ngettext("%(n)s person was approved.", "%(n)s people were approved.", done.approved)
    messages.success(request, text % {"n": done.approved})
    if done.placeless:
        text = _("%(n)s of them have no building yet; give them one from the list.")
        messages.warning(request, text % {"n": len(done.placeless)})
    if done.turnless:
        text = _("%(n)s of them have no first turn: no shift of their team fits their hours.")
        messages.warning(request, text % {"n": len(done.turnless)})


def _decline(request: StaffRequest, pk: int, ids: list[int]) -> None:
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    done = decline(person_ids=ids, estate=estate, actor=request.user, now=timezone.now())
    text = ngettext("%(n)s person was declined.", "%(n)s people were declined.", done)
    messages.success(request, text % {"n": done})


def _move(request: StaffRequest, pk: int, ids: list[int]) -> None:
    if (team_id := _team(request, pk)) is None:
        return
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    done = move_to_team(
        person_ids=ids, estate=estate, team_id=team_id, actor=request.user, now=timezone.now()
    )
    text = ngettext("%(n)s person is in the team.", "%(n)s people are in the team.", done)
    messages.success(request, text % {"n": done})


def _brief(request: StaffRequest, pk: int, ids: list[int]) -> None:
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    done = brief(person_ids=ids, estate=estate, actor=request.user, now=timezone.now())
    text = ngettext("%(n)s person was briefed.", "%(n)s people were briefed.", done)
    messages.success(request, text % {"n": done})


ACTS: dict[str, Callable[[StaffRequest, int, list[int]], None]] = {
    "approve": _approve,
    "decline": _decline,
    "move": _move,
    "brief": _brief,
}
