"""Signing in, one's own password, and the second factor."""

from baogong.apps.accounts.services.first_passwords import random_password, renew_password
from baogong.apps.accounts.services.passwords import change_password
from baogong.apps.accounts.services.second_factor import (
    check_second_factor,
    offer_device,
    reset_second_factor,
    set_up_device,
)
from baogong.apps.accounts.services.sessions import forget_old_sessions
from baogong.apps.accounts.services.sign_in import check_sign_in
from baogong.apps.accounts.services.waits import forget_old_waits

__all__ = [
    "change_password",
    "check_second_factor",
    "check_sign_in",
    "forget_old_sessions",
    "forget_old_waits",
    "offer_device",
    "random_password",
    "renew_password",
    "reset_second_factor",
    "set_up_device",
]
