"""Changing one's own password."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.errors import SamePassword, WrongOldPassword
from baogong.apps.accounts.models import User
from baogong.plumbing import audit, locks


@transaction.atomic
def change_password(*, user: User, old: str, new: str, now: datetime) -> None:
    """Replace one's own password; the user's other devices are signed out by it.

    Raises WrongOldPassword or SamePassword.
    """
    locked = locks.lock_one(User.objects.all(), key=user.pk)
    if not locked.check_password(old):
        raise WrongOldPassword
    if old == new:
        raise SamePassword
    locked.set_password(new)
    locked.must_change_password = False
    locked.save(update_fields=["password", "must_change_password"])
    user.password = locked.password
    user.must_change_password = False
    audit.record([audit.Act("user.password_changed", user, user, now)])
