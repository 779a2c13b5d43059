"""What moved on a household's account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from django.db.models import Case, F, When

from baogong.apps.money.enums import AccountKind, Payer, PayMethod, PostingKind
from baogong.apps.money.models import Payment, Transfer
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One posting: ``fen`` above 0 is owed by the household, ``balance_fen`` what it owes then.

    ``source`` is the model's label and ``source_id`` its row, such as an order.
    """

    kind: PostingKind
    source: str
    source_id: int
    at: datetime
    fen: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class EnteredTransfer:
    """A transfer by its number: how much, of which door, and who wrote it down when."""

    fen: int
    door: str
    taken_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment; ``undone``: it was taken back, or takes one back. ``payer``: who paid for the
    household, where somebody said; ``payer_door``: of a neighbour, the door, where it is known."""

    id: int
    fen: int
    is_back: bool
    method: PayMethod
    reference: str
    payer: Payer | None
    payer_door: str
    taken_by: str
    undone: bool
    why: str
    at: datetime

    @property
    def can_be_undone(self) -> bool:
        """What a provider reported was no slip of the pen."""
        return not self.undone and self.method is not PayMethod.WECHAT


def statement_of(*, door_id: int) -> list[StatementLine]:
    """All that moved, the newest first. One query."""
    mine = {"kind": AccountKind.HOUSEHOLD, "place": door_id}
    debit = {f"debit__{key}": value for key, value in mine.items()}
    credit = {f"credit__{key}": value for key, value in mine.items()}
    owed = Case(When(**debit, then=F("fen")), default=-F("fen"))
    moved = Transfer.objects.filter(**debit) | Transfer.objects.filter(**credit)
    rows = list(
        moved.annotate(owed=owed)
        .order_by("pk")
        .values_list(
            "posting__kind",
            "posting__source_type",
            "posting__source_id",
            "posting__occurred_at",
            "owed",
        )
    )
    balances = accumulate(fen for *_, fen in rows)
    lines = [
        StatementLine(PostingKind(kind), source, source_id, at, fen, balance)
        for (kind, source, source_id, at, fen), balance in zip(rows, balances, strict=True)
    ]
    return lines[::-1]


def payments_of(*, door_id: int) -> list[PaymentRow]:
    """The newest first. One query."""
    found = Payment.objects.filter(household=door_id).select_related(
        "payer_door", "taken_by", "undone_by"
    )
    return [
        PaymentRow(
            id=row.pk,
            fen=row.fen,
            is_back=row.is_back,
            method=PayMethod(row.method),
            reference=row.reference,
            payer=Payer(row.payer) if row.payer else None,
            payer_door=row.payer_door.label if row.payer_door else "",
            taken_by=row.taken_by.name if row.taken_by else "",
            undone=row.undoes_id is not None or hasattr(row, "undone_by"),
            why=row.why,
            at=row.occurred_at,
        )
        for row in found.order_by("-pk")
    ]


def entered_transfer(*, estate_id: int, reference: str) -> EnteredTransfer | None:
    """The last transfer of an estate's doors with that number, but for those that were taken back.
    One query."""
    stands = Payment.objects.filter(undoes=None, undone_by=None, method=PayMethod.TRANSFER)
    row = (
        stands.filter(estate=estate_id, reference__iexact=reference.strip())
        .select_related("household", "taken_by")
        .order_by("-pk")
        .first()
    )
    if row is None:
        return None
    by = row.taken_by.name if row.taken_by else ""
    return EnteredTransfer(row.fen, row.household.label, by, row.recorded_at)


def payment_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Payment:
    """A payment of a door in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="household__path")
    return only_visible(Payment.objects.filter(inside), pk=pk)
