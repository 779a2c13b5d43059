from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class CardError(DomainError):
    """A refused sign-in with a household's card."""


class UnknownCard(CardError):
    code = "unknown_card"
    message = gettext_noop("No card has this code. Check the characters on your card.")


class WrongPin(CardError):
    code = "wrong_pin"
    message = gettext_noop("The PIN is not right. %(left)s tries are left.")


class CardLocked(CardError):
    code = "card_locked"
    message = gettext_noop("Too many tries. Try again after %(until)s, or call your estate.")


class UsernameTaken(DomainError):
    code = "username_taken"
    message = gettext_noop("Somebody is called %(username)s already.")


class AlreadyFounded(DomainError):
    code = "already_founded"
    message = gettext_noop("This installation has its first town and account already. Sign in.")


class LastCommander(DomainError):
    code = "last_commander"
    message = gettext_noop(
        "%(name)s is the only commander of %(place)s. Give somebody else the role first."
    )
