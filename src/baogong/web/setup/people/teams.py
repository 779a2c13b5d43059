"""Teams: who leads them, how many belong to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import estate_for, team_for, team_members, team_rows
from baogong.apps.people.services import add_team, name_leaders
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.forms import LeadersForm, TeamForm
from baogong.web.setup.people.page import PEOPLE, people_page


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The estate's teams, those without a leader marked; another team is added here."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            team = add_team(
                estate=estate,
                name=form.cleaned_data["name"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("name", refusal_text(error))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": team.label})
            return redirect("setup:teams", pk)
    rows = team_rows(estate=estate)
    context = {
        "form": form,
        "rows": rows,
        "leaderless": sum(not row.leader for row in rows),
        "members": sum(row.members for row in rows),
    }
    return people_page(
        request, "setup/people/teams.html", context, estate=estate, current="setup:teams"
    )


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Leader and deputy of a team."""
    team = team_for(viewer=request.user, roles=PEOPLE, pk=pk)
    members = team_members(team_id=pk)
    form = LeadersForm(
        request.POST or None,
        members=members,
        initial={"leader": team.leader_id, "deputy": team.deputy_id},
    )
    if request.method == "POST" and form.is_valid():
        try:
            name_leaders(
                team_id=pk,
                leader_id=form.cleaned_data["leader"],
                deputy_id=form.cleaned_data["deputy"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("deputy", refusal_text(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("setup:teams", team.estate_id)
    context = {"team": team, "form": form, "members": members}
    return people_page(
        request, "setup/people/team.html", context, estate=team.estate, current="setup:teams"
    )
