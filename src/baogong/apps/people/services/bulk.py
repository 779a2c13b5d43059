"""Many accounts in one go, with first passwords that are on paper and nowhere else."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from baogong.apps.accounts.hashers import FirstPasswordHasher
from baogong.apps.accounts.models import User
from baogong.apps.accounts.services import random_password
from baogong.apps.people.enums import Role
from baogong.apps.people.errors import ListChanged
from baogong.apps.people.models import Assignment, Person
from baogong.apps.people.usernames import username_for
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account to be; ``row`` is its row in the list, an empty ``username`` is made here."""

    row: int
    name: str
    username: str
    role: Role
    place_id: int


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """A draft that gets no account, and why: ``username_taken``, ``has_account`` or ``twice``."""

    draft: AccountDraft
    why: str


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """Drafts with their usernames, and those that would be somebody's second account."""

    new: tuple[AccountDraft, ...]
    known: tuple[KnownAccount, ...]


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """What goes on a slip of paper. Not kept."""

    user: User
    password: str


def plan_accounts(drafts: Sequence[AccountDraft]) -> AccountPlan:
    """Choose usernames, and find who has an account already. Two queries."""
    taken = {name.lower() for name in User.objects.values_list("username", flat=True)}
    held = _held(drafts)
    new: list[AccountDraft] = []
    known: list[KnownAccount] = []
    reserved = taken | {draft.username.lower() for draft in drafts}
    for draft in drafts:
        who = (draft.name, draft.role, draft.place_id)
        if draft.username.lower() in taken:
            known.append(KnownAccount(draft, "username_taken"))
        elif not draft.username and who in held:
            known.append(KnownAccount(draft, held[who]))
        else:
            chosen = draft.username or username_for(draft.name, taken=reserved)
            new.append(replace(draft, username=chosen))
            reserved.add(chosen.lower())
            held.setdefault(who, "twice")
    return AccountPlan(tuple(new), tuple(known))


def _held(drafts: Sequence[AccountDraft]) -> dict[tuple[str, str, int], str]:
    """(name, role, place) of everybody who has one of the drafts' names and works there."""
    live = Assignment.objects.filter(
        ended_at=None,
        user__name__in={draft.name for draft in drafts},
        place__in={draft.place_id for draft in drafts},
    )
    return dict.fromkeys(live.values_list("user__name", "role", "place_id"), "has_account")


@transaction.atomic
def make_accounts(
    drafts: Sequence[AccountDraft], *, expected: int, actor: User, now: datetime
) -> list[FirstPassword]:
    """Make an account with its role for each draft that is new; return the first passwords.

    Sent twice it makes none the second time. Raises ListChanged when other than ``expected``
    accounts would be made, because somebody else made some meanwhile.
    """
    locks.lock_name("make accounts")
    plan = plan_accounts(drafts)
    if len(plan.new) != expected or not plan.new:
        raise ListChanged(n=len(plan.new))
    passwords = [random_password() for _ in plan.new]
    users = User.objects.bulk_create(
        User(
            username=draft.username,
            name=draft.name,
            password=_digest(password),
            must_change_password=True,
        )
        for draft, password in zip(plan.new, passwords, strict=True)
    )
    held = Assignment.objects.bulk_create(
        Assignment(user=user, role=draft.role, place_id=draft.place_id, since=now)
        for draft, user in zip(plan.new, users, strict=True)
    )
    _link_people(users, plan.new)
    audit.record(audit.Act("user.hired", user, actor, now) for user in users)
    audit.record(audit.Act("role.given", row, actor, now, {"role": row.role}) for row in held)
    return [FirstPassword(*slip) for slip in zip(users, passwords, strict=True)]


def _link_people(users: Sequence[User], drafts: Sequence[AccountDraft]) -> None:
    """Give everybody on the roster their account: by name and place, where that is one person."""
    waiting = Person.objects.approved().filter(
        user=None,
        name__in={draft.name for draft in drafts},
        place__in={draft.place_id for draft in drafts},
    )
    people = locks.lock_rows(Person.objects.all(), keys=waiting.values_list("pk", flat=True))
    on_roster = Counter((person.name, person.place_id) for person in people.values())
    accounts = {
        (draft.name, draft.place_id): user for draft, user in zip(drafts, users, strict=True)
    }
    made = Counter((draft.name, draft.place_id) for draft in drafts)
    theirs = []
    for person in people.values():
        who = (person.name, person.place_id)
        if on_roster[who] == made[who] == 1:
            person.user = accounts[who]
            theirs.append(person)
    Person.objects.bulk_update(theirs, ["user"])


@transaction.atomic
def renew_first_passwords(
    *, user_ids: Collection[int], actor: User, now: datetime
) -> list[FirstPassword]:
    """New first passwords for those of the users who never signed in; the old ones end."""
    waiting = User.objects.filter(last_login=None, must_change_password=True)
    users = locks.lock_rows(waiting, keys=user_ids)
    slips = [FirstPassword(user, random_password()) for user in users.values()]
    for slip in slips:
        slip.user.password = _digest(slip.password)
    User.objects.bulk_update(users.values(), ["password"])
    audit.record(audit.Act("user.password_renewed", user, actor, now) for user in users.values())
    return slips


def _digest(password: str) -> str:
    return make_password(password, hasher=FirstPasswordHasher.algorithm)
