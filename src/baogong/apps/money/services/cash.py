"""Neither a safe nor anybody's hands ever give cash that they do not hold (R40).

Cash is a thing: an account of it below zero says that cash came in which nobody wrote down.
Whoever pays out is told so while the ones who know are still there, and can write it down first.
Every way into a safe is open to them: cash of officers and clerks, of group-buy tools, floats,
start money, the bank. Hands get theirs from doors or, counted by two, from the safe.
"""

from collections.abc import Mapping

from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind
from baogong.apps.money.models import Account
from baogong.apps.money.queries.balances import account_balance, balance_of
from baogong.plumbing import locks

CASH_KINDS = (AccountKind.SAFE, AccountKind.CASH)


def check_cash(taken: Mapping[int, int]) -> None:
    """Whether safes and hands hold what each is to give, in fen by account.

    Takes the locks of those that give, so that two who pay out at once queue. Raises
    SafeHoldsLess, HandsHoldLess or Busy.
    """
    giving = {account_id: fen for account_id, fen in taken.items() if fen > 0}
    if not giving:
        return
    for account_id, account in locks.lock_rows(Account.objects.all(), keys=giving).items():
        in_safe = account.kind == AccountKind.SAFE
        check = policies.check_safe if in_safe else policies.check_hands
        check(giving[account_id], held_fen=account_balance(account_id))


def check_safe_of(estate_id: int, *, fen: int) -> None:
    """Whether an estate's safe holds so much just now. Raises SafeHoldsLess."""
    policies.check_safe(fen, held_fen=balance_of(AccountKind.SAFE, estate_id))
