"""Who has set up a second factor, and since when."""

from collections.abc import Collection
from datetime import datetime

from baogong.apps.accounts.models import SecondFactor, User


def has_second_factor(user: User) -> bool:
    """Whether an app shows this user digits."""
    return SecondFactor.objects.filter(user=user).exists()


def second_factors_of(user_ids: Collection[int]) -> dict[int, datetime]:
    """User -> since when, for those of the users who have one. One query."""
    rows = SecondFactor.objects.filter(user__in=user_ids).values_list("user_id", "set_up_at")
    return dict(rows)
