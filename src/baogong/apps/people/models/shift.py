from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

from baogong.apps.people.enums import Desk, Slot
from baogong.apps.people.models.person import Person
from baogong.apps.people.models.team import Team
from baogong.apps.places.models import Place


class Shift(models.Model):
    """``needed`` people of a team, or at a desk, in one slot of a day."""

    estate = models.ForeignKey(Place, models.CASCADE, related_name="shifts")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="shifts")
    desk = models.CharField(max_length=16, choices=Desk, blank=True)
    slot = models.CharField(max_length=16, choices=Slot)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    needed = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=("estate", "starts_at"), name="shift_of_estate"),)
        constraints = (
            models.UniqueConstraint(
                fields=("estate", "team", "desk", "starts_at"),
                name="shift_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(Q(team=None) & ~Q(desk="")) | Q(team__isnull=False, desk=""),
                name="shift_team_or_desk",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.team_id or self.desk} {self.starts_at:%m-%d %H:%M}"

    @property
    def label(self) -> str:
        """The team's name, or the desk's."""
        return self.team.label if self.team else str(Desk(self.desk).label)


class ShiftDuty(models.Model):
    """Somebody's turn. Freed, never deleted with the shift standing; its times are the shift's."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="duties")
    person = models.ForeignKey(Person, models.CASCADE, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    given_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="shift_duty_nobody_twice",
                expressions=(
                    (
                        Func(
                            F("person_id"),
                            F("person_id"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ),
                condition=Q(freed_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.shift_id}"
