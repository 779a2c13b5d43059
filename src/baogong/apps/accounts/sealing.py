"""Secrets of the second factor at rest: a stolen database alone shows no digits."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from baogong.apps.accounts.errors import DeviceUnreadable
from baogong.values.codes import BadCode, read_code


def seal(text: str) -> str:
    """Encrypt under the installation's secret."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """What ``seal`` was given. Raises DeviceUnreadable after the installation's secret changed."""
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise DeviceUnreadable from None


def recovery_digest(code: str) -> str:
    """The digest under which a recovery code is kept, however it was typed; empty: it is none."""
    try:
        typed = read_code(code)
    except BadCode:
        return ""
    return hmac.digest(_key("recovery-code"), typed.encode(), hashlib.sha256).hex()


def _fernet() -> Fernet:
    return Fernet(urlsafe_b64encode(_key("second-factor")))


def _key(purpose: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256)
