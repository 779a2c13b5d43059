"""Teams of an estate, and who leads them."""

from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import TeamKind
from baogong.apps.people.errors import NotInTeam, TeamTaken
from baogong.apps.people.models import Person, Team
from baogong.apps.people.services.turns import plan_if_active
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks

DEFAULT_KINDS = tuple(kind for kind in TeamKind if kind != TeamKind.OTHER)


def make_default_teams(estate: Place) -> int:
    """The five teams that every estate has; return how many were missing."""
    there = set(Team.objects.filter(estate=estate).values_list("kind", flat=True))
    made = Team.objects.bulk_create(
        (Team(estate=estate, kind=kind) for kind in DEFAULT_KINDS if kind not in there),
        ignore_conflicts=True,
    )
    return len(made)


@transaction.atomic
def add_team(*, estate: Place, name: str, actor: User, now: datetime) -> Team:
    """A team of another kind of work. Raises TeamTaken."""
    try:
        with transaction.atomic():
            team = Team.objects.create(estate=estate, kind=TeamKind.OTHER, name=name)
    except IntegrityError:
        raise TeamTaken from None
    plan_if_active(estate=estate, now=now)
    audit.record([audit.Act("team.added", team, actor, now)])
    return team


@transaction.atomic
def name_leaders(
    *, team_id: int, leader_id: int | None, deputy_id: int | None, actor: User, now: datetime
) -> None:
    """Say who leads a team and who stands in. Raises NotInTeam."""
    team = locks.lock_one(Team.objects.all(), key=team_id)
    wanted = [pk for pk in (leader_id, deputy_id) if pk is not None]
    members = Person.objects.approved().filter(team=team, pk__in=wanted)
    if len(set(wanted)) != len(wanted) or members.count() != len(wanted):
        raise NotInTeam
    team.leader_id, team.deputy_id = leader_id, deputy_id
    team.save(update_fields=["leader", "deputy"])
    audit.record([audit.Act("team.led", team, actor, now)])
