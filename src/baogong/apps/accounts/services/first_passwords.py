"""Passwords that somebody else reads out or prints, for the first sign-in."""

import secrets
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.plumbing import audit, locks

ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
GROUPS, GROUP_LETTERS = 4, 4


def random_password() -> str:
    """``"k7mp-3xqd-9w2f-h4ta"``: 78 bits, nothing that looks like something else."""
    groups = (
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LETTERS)) for _ in range(GROUPS)
    )
    return "-".join(groups)


@transaction.atomic
def renew_password(*, user_id: int, password: str, actor: User, now: datetime) -> User:
    """Give somebody a new first password; the old one and every open session end.

    The first sign-in asks for another: whoever gave the password away knows it.
    """
    user = locks.lock_one(User.objects.all(), key=user_id)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    audit.record([audit.Act("user.password_renewed", user, actor, now)])
    return user
