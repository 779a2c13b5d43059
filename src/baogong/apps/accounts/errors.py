from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class SignInError(DomainError):
    """A refused name and password."""


class WrongPassword(SignInError):
    code = "wrong_password"
    message = gettext_noop("Name and password do not fit together. Check both and try again.")


class TooManyTries(SignInError):
    code = "too_many_tries"
    message = gettext_noop("Too many wrong passwords. Try again in %(seconds)s seconds.")


class WrongOldPassword(DomainError):
    code = "wrong_old_password"
    message = gettext_noop("The old password is not right. Nothing was changed.")


class SamePassword(DomainError):
    code = "same_password"
    message = gettext_noop("The new password is the old one. Choose another.")


class SecondFactorError(DomainError):
    """A refused second step of signing in."""


class WrongCode(SecondFactorError):
    code = "wrong_code"
    message = gettext_noop(
        "This code is not right. Type the six digits that your app shows now; check that the "
        "clocks of phone and server agree."
    )


class CodeUsed(SecondFactorError):
    code = "code_used"
    message = gettext_noop("This code was used already. Wait until your app shows the next one.")


class TooManyCodes(SecondFactorError):
    code = "too_many_codes"
    message = gettext_noop("Too many wrong codes. Try again in %(seconds)s seconds.")


class DeviceUnreadable(SecondFactorError):
    code = "device_unreadable"
    message = gettext_noop(
        "Your second factor cannot be checked, because the installation has another secret key "
        "now. Ask a commander to reset it."
    )
