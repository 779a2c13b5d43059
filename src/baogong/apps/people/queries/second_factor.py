"""Who has to pass a second factor: roles that see health data, where the place asks for it."""

from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Length

from baogong.apps.accounts.models import User
from baogong.apps.people.models import Assignment
from baogong.apps.people.privacy import SEES_HEALTH
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import PlaceSetting
from baogong.apps.places.settings import SECOND_FACTOR


def needs_second_factor(viewer: User, *, at: datetime) -> bool:
    """Whether one of the viewer's roles asks for it at its place. One query."""
    nearest = (
        PlaceSetting.objects.filter(
            StartsWith(OuterRef("place__path"), F("place__path")),
            key=SECOND_FACTOR.key,
            since__lte=at,
        )
        .order_by(Length("place__path").desc(), "-since", "-pk")
        .values("value")[:1]
    )
    held = Assignment.objects.filter(user=viewer, role__in=SEES_HEALTH, ended_at=None)
    asked = held.annotate(asked=Subquery(nearest)).values_list("asked", flat=True)
    return any(SECOND_FACTOR.default if value is None else value for value in asked)
