"""Signing in, and changing one's own password."""

from baogong.apps.accounts.services.first_passwords import random_password, renew_password
from baogong.apps.accounts.services.passwords import change_password
from baogong.apps.accounts.services.sign_in import check_sign_in, forget_old_waits

__all__ = [
    "change_password",
    "check_sign_in",
    "forget_old_waits",
    "random_password",
    "renew_password",
]
