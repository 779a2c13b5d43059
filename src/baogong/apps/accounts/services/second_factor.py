"""The second step of signing in: six digits of an app, or a recovery code from paper."""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.db import transaction

from baogong.apps.accounts import policies
from baogong.apps.accounts.errors import CodeUsed, TooManyCodes, WrongCode
from baogong.apps.accounts.models import RecoveryCode, SecondFactor, User
from baogong.apps.accounts.sealing import recovery_digest, seal, unseal
from baogong.apps.accounts.services import waits
from baogong.plumbing import audit, locks
from baogong.values.codes import random_code

ISSUER = "Baogong 保供"
RECOVERY_CODES = 8
RECOVERY_CHARACTERS = 11  # 55 bits; one more checks them
STEP_SECONDS = 30
DRIFT_STEPS = (0, -1, 1)  # phones are up to half a minute early or late


@dataclass(frozen=True, slots=True)
class DeviceOffer:
    """A secret for an app: ``sealed`` may lie in a session, the others are for the eyes only."""

    sealed: str
    secret: str
    uri: str


def offer_device(*, user: User, sealed: str | None) -> DeviceOffer:
    """The offer that ``sealed`` belongs to, or a new one. ``uri`` (otpauth://) goes into a QR."""
    secret = unseal(sealed) if sealed else pyotp.random_base32()
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
    return DeviceOffer(sealed or seal(secret), secret, uri)


@transaction.atomic
def set_up_device(*, user: User, sealed: str, code: str, now: datetime) -> list[str]:
    """Take an app whose digits are right, in place of the one before; return the recovery codes.

    Only their digests are kept, so they are shown now or never. Other open sessions end: one may
    be on the phone that was lost. Raises WrongCode.
    """
    locked = locks.lock_one(User.objects.all(), key=user.pk)
    step = _step_of(unseal(sealed), code, now=now)
    if step is None:
        raise WrongCode
    SecondFactor.objects.filter(user=user).delete()
    factor = SecondFactor.objects.create(
        user=user, sealed_secret=sealed, last_step=step, set_up_at=now
    )
    codes = [random_code(RECOVERY_CHARACTERS) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=recovery_digest(code)) for code in codes
    )
    _end_sessions(locked)
    user.session_epoch = locked.session_epoch
    audit.record([audit.Act("second_factor.set_up", user, user, now)])
    return codes


def _end_sessions(user: User) -> None:
    """Every open session of a locked user ends."""
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])


def check_second_factor(*, user: User, code: str, address: str, now: datetime) -> int:
    """Accept the app's digits or an unused recovery code; return how many of these are left.

    Raises WrongCode, CodeUsed, TooManyCodes or DeviceUnreadable. Wrong ones slow down like wrong
    passwords do.
    """
    origins = {
        waits.origin("code", str(user.pk), address): policies.SAME_NAME_AND_ADDRESS,
        waits.origin("code", str(user.pk)): policies.SAME_DEVICE,
    }
    waits.count(origins, refusal=TooManyCodes, now=now)
    return _use(user, code, origins=origins, now=now)


@transaction.atomic
def _use(user: User, code: str, *, origins: waits.Origins, now: datetime) -> int:
    waits.locked(origins)
    found = SecondFactor.objects.filter(user=user).values_list("pk", flat=True)[:1]
    factor = next(iter(locks.lock_rows(SecondFactor.objects.all(), keys=found).values()), None)
    if factor is None:
        raise WrongCode
    recovered = _use_recovery_code(factor, code, now=now)
    if not recovered:
        _use_digits(factor, code, now=now)
    waits.forget(origins)
    left = factor.recovery_codes.filter(used_at=None).count()
    data = {"recovery_codes_left": left} if recovered else {}
    audit.record([audit.Act("second_factor.passed", user, user, now, data)])
    return left


def _use_recovery_code(factor: SecondFactor, code: str, *, now: datetime) -> bool:
    unused = factor.recovery_codes.filter(digest=recovery_digest(code), used_at=None)
    return bool(unused.update(used_at=now))


def _use_digits(factor: SecondFactor, code: str, *, now: datetime) -> None:
    step = _step_of(unseal(factor.sealed_secret), code, now=now)
    if step is None:
        raise WrongCode
    if step <= factor.last_step:
        raise CodeUsed
    factor.last_step = step
    factor.save(update_fields=["last_step"])


def _step_of(secret: str, code: str, *, now: datetime) -> int | None:
    """The time step whose digits were typed, near ``now``."""
    typed = "".join(unicodedata.normalize("NFKC", code).split())
    current = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    for step in (current + drift for drift in DRIFT_STEPS):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


@transaction.atomic
def reset_second_factor(*, user_id: int, actor: audit.Actor, now: datetime) -> bool:
    """Forget somebody's app and recovery codes and end every open session of theirs.

    They set another one up at the next sign-in. False: there was none.
    """
    user = locks.lock_one(User.objects.all(), key=user_id)
    gone, _ = SecondFactor.objects.filter(user=user).delete()
    if not gone:
        return False
    _end_sessions(user)
    audit.record([audit.Act("second_factor.reset", user, actor, now)])
    return True
