"""Teams of an estate, who leads them, who belongs to them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from baogong.apps.people.enums import AWAY, PersonState, Role, TeamKind
from baogong.apps.people.models import Person, Team
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team, who leads it, and how many belong to it; ``away`` of the members cannot come."""

    id: int
    kind: str
    label: str
    leader_id: int | None
    leader: str
    leader_away: bool
    deputy_id: int | None
    deputy: str
    members: int
    cadres: int
    away: int


def team_rows(*, estate: Place) -> list[TeamRow]:
    """The estate's teams in the order in which they are always named. One query."""
    approved = Q(members__state=PersonState.APPROVED)
    teams = (
        Team.objects.filter(estate=estate)
        .select_related("leader", "deputy")
        .annotate(
            heads=Count("members", filter=approved),
            cadres=Count("members", filter=approved & Q(members__cadre=True)),
            gone=Count("members", filter=approved & Q(members__health__in=AWAY)),
        )
    )
    return [
        TeamRow(
            id=team.pk,
            kind=team.kind,
            label=team.label,
            leader_id=team.leader_id,
            leader=team.leader.name if team.leader else "",
            leader_away=bool(team.leader and team.leader.is_away),
            deputy_id=team.deputy_id,
            deputy=team.deputy.name if team.deputy else "",
            members=team.heads,
            cadres=team.cadres,
            away=team.gone,
        )
        for team in teams.order_by("pk")
    ]


def team_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Team:
    """The gate to a team of an estate of the viewer's. Raises NotVisible."""
    visible = Team.objects.filter(covers(viewer=viewer, roles=roles, path="estate__path"))
    return only_visible(visible.select_related("estate"), pk=pk)


def team_members(*, team_id: int) -> list[tuple[int, str]]:
    """(id, name) of a team's approved members. One query."""
    members = Person.objects.approved().filter(team=team_id).order_by("name", "pk")
    return list(members.values_list("pk", "name"))


def team_label(word: str) -> str:
    """A team as a list names it: a kind's code, or a name."""
    return str(TeamKind(word).label) if word in TeamKind.values else word
