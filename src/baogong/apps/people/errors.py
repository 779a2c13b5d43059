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


class NotAHelper(DomainError):
    code = "not_a_helper"
    message = gettext_noop("This person is no officer of the estate any more. Choose another one.")


class NobodyChosen(DomainError):
    code = "nobody_chosen"
    message = gettext_noop("Nothing is chosen yet. Tick households or buildings.")


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


class PhoneTaken(DomainError):
    code = "phone_taken"
    message = gettext_noop(
        "Somebody on the roster has this phone number. Look at their row first."
    )


class DuplicateSettled(DomainError):
    code = "duplicate_settled"
    message = gettext_noop("Somebody settled this already. Nothing was changed.")


class SignUpClosed(DomainError):
    code = "sign_up_closed"
    message = gettext_noop("Nobody can sign up here now. Ask your neighbourhood committee.")


class TooManySignUps(DomainError):
    code = "too_many_sign_ups"
    message = gettext_noop(
        "Many people signed up over this connection in the last hour. Try again in an hour, "
        "or give your name to your neighbourhood committee."
    )


class TeamTaken(DomainError):
    code = "team_taken"
    message = gettext_noop("The estate has a team of this name already.")


class NotInTeam(DomainError):
    code = "not_in_team"
    message = gettext_noop("Leader and deputy must be two members of the team.")


class TurnTaken(DomainError):
    code = "turn_taken"
    message = gettext_noop("%(name)s has another turn at that time.")


class TooManyHours(DomainError):
    code = "too_many_hours"
    message = gettext_noop("%(name)s would be on duty for more than %(hours)s hours that day.")


class PersonAway(DomainError):
    code = "person_away"
    message = gettext_noop("%(name)s cannot be sent out now. Choose somebody else.")


class AlreadyActive(DomainError):
    code = "already_active"
    message = gettext_noop("The estate is active already; nothing was done twice.")


class NotActive(DomainError):
    code = "not_active"
    message = gettext_noop("The estate is not active. Activate it first.")


class DutyTaken(DomainError):
    code = "duty_taken"
    message = gettext_noop("This duty stands in the directory already. Change that line.")


class ListChanged(DomainError):
    code = "list_changed"
    message = gettext_noop(
        "Meanwhile somebody made accounts from this list; %(n)s would be new now. Nothing was "
        "made: look at the list again."
    )


class StillActive(DomainError):
    code = "still_active"
    message = gettext_noop("%(estate)s is on duty and needs this. Stand it down first.")


class RowsChanged(DomainError):
    code = "rows_changed"
    message = gettext_noop("Meanwhile there are %(n)s rows. Nothing was erased: look once more.")


class StillLive(DomainError):
    code = "still_live"
    message = gettext_noop("%(name)s still helps. Say that they have left first.")
