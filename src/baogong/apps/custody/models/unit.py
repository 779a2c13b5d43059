from django.conf import settings
from django.db import models

from baogong.apps.custody.enums import HolderKind, UnitKind

_AT_PLACE = models.Q(user=None, place__isnull=False) & ~models.Q(kind=HolderKind.PERSON)
_PERSON = models.Q(kind=HolderKind.PERSON, user__isnull=False, place=None)


class Holder(models.Model):
    """A person, a site, a depot's returns shelf or a door. Made at first use, never deleted."""

    kind = models.CharField(max_length=8, choices=HolderKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="holders"
    )
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="holders")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_PERSON | _AT_PLACE, name="holder_person_or_place"),
            models.UniqueConstraint(
                fields=("kind", "user", "place"), name="holder_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.user_id or self.place_id}"


class Unit(models.Model):
    """One labelled thing on its way to a place. ``holder`` is the receiver of its last handoff."""

    kind = models.CharField(max_length=8, choices=UnitKind)
    code = models.CharField(max_length=16, unique=True, db_collation="C")
    destination = models.ForeignKey("places.Place", models.PROTECT, related_name="units")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="units")
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code
