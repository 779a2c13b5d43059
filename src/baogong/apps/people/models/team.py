from django.db import models
from django.db.models import Q

from baogong.apps.people.enums import TeamKind
from baogong.apps.people.models.person import Person
from baogong.apps.places.models import Place


class Team(models.Model):
    """People of an estate with one kind of work. ``name`` only where the kind is "other"."""

    estate = models.ForeignKey(Place, models.PROTECT, related_name="teams")
    kind = models.CharField(max_length=16, choices=TeamKind)
    name = models.CharField(max_length=40, blank=True)
    leader = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    deputy = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("estate", "kind", "name"), name="team_once_per_estate"
            ),
            models.CheckConstraint(
                condition=(Q(kind=TeamKind.OTHER) & ~Q(name=""))
                | (~Q(kind=TeamKind.OTHER) & Q(name="")),
                name="team_other_has_name",
            ),
            models.CheckConstraint(
                condition=Q(leader=None) | Q(deputy=None) | ~Q(leader=models.F("deputy")),
                name="team_deputy_is_another",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name or str(TeamKind(self.kind).label)
