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
