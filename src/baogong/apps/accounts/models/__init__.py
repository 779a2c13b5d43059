"""Staff who sign in by name and password. Residents have cards, not accounts (see people)."""

from baogong.apps.accounts.models.second_factor import RecoveryCode, SecondFactor
from baogong.apps.accounts.models.sign_in_wait import SignInWait
from baogong.apps.accounts.models.user import User

__all__ = ["RecoveryCode", "SecondFactor", "SignInWait", "User"]
