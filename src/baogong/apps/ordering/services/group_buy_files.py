"""A group-buy tool's export comes in; what its columns mean is confirmed once for its kind."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from baogong.apps.accounts.models import User
from baogong.apps.ordering.errors import ColumnMissing, NoOrders, TextGone
from baogong.apps.ordering.models import GroupBuyFile, GroupBuyMapping, Round
from baogong.apps.ordering.queries.group_buys import goods_unknown
from baogong.apps.ordering.services.group_buy_reading import (
    goods_table,
    headed_orders,
    read_file,
)
from baogong.apps.ordering.services.offered import offered_by_code
from baogong.apps.ordering.sheet_json import masked, read_back, written
from baogong.apps.places.queries import town_of
from baogong.plumbing import audit, locks
from baogong.readers.exports import FIELDS, read_orders
from baogong.readers.rosters.sheets import read_sheets
from baogong.values.phones import mask_numbers

LONGEST_NAME = 120


def take_group_buys(
    content: bytes, *, name: str, round_id: int, actor: User, now: datetime
) -> GroupBuyFile:
    """Keep a file's cells with phones masked; read its orders if its kind is known.

    The same file again is the same one. Nothing is ordered yet. Raises RosterSpoiled for what is
    no table, NoOrders for a table without orders.
    """
    round_ = Round.objects.select_related("estate").get(pk=round_id)
    sheets = read_sheets(content)
    found = read_orders(sheets, goods=goods_table(offered_by_code(round_id), {}))
    head = headed_orders(found)
    with transaction.atomic():
        _lock_files(round_)
        digest = sha256(content).hexdigest()
        known = GroupBuyFile.objects.filter(round=round_, digest=digest).first()
        if known and known.sheets is not None:
            return known
        file = known or GroupBuyFile(round=round_, digest=digest)
        file.name, file.kind = mask_numbers(name)[-LONGEST_NAME:], head.fingerprint
        file.sheets, file.head = written(masked(sheets, head.columns)), asdict(head)
        file.uploaded_by, file.uploaded_at, file.read_at = actor, now, None
        file.save()
        audit.record([audit.Act("group_buy.uploaded", file, actor, now)])
        if mapping := _mappings(file).first():
            try:
                read_file(file, mapping, now=now)
            except (ColumnMissing, NoOrders):
                return file  # so the page asks
    return file


@transaction.atomic
def confirm_columns(
    fields: Mapping[str, str], *, file_id: int, actor: User, now: datetime
) -> None:
    """Read a file by what its headings mean, and remember it for its kind.

    ``fields``: heading as it stands there -> field of the reader. Raises ColumnMissing, NoOrders
    or TextGone.
    """
    file = _locked(file_id)
    known = {head: fields.get(head, "other") for head in file.head["columns"]}
    chosen = {head: field if field in FIELDS else "other" for head, field in known.items()}
    mapping, _ = GroupBuyMapping.objects.update_or_create(
        town=town_of(file.round.estate),
        kind=file.kind,
        defaults={"fields": chosen, "set_by": actor, "set_at": now},
    )
    file.sheets = written(masked(read_back(file.sheets or ()), chosen))
    file.save(update_fields=["sheets"])
    read_file(file, mapping, now=now)
    audit.record([audit.Act("group_buy.confirmed", file, actor, now)])


@transaction.atomic
def name_goods(goods: Mapping[str, int], *, file_id: int, actor: User, now: datetime) -> None:
    """Say which package of the round words for a good mean, remember it, and read anew.

    ``goods``: the words as they stand in the file -> package. Orders that were entered or that
    somebody settled stay as they are. Raises TextGone, and ColumnMissing before its columns are
    confirmed.
    """
    file = _locked(file_id)
    codes = {row.package_id: code for code, row in offered_by_code(file.round_id).items()}
    mapping = _mappings(file).first()
    if mapping is None:
        raise ColumnMissing(field="goods")
    asked = dict(goods_unknown(file))
    mapping.goods |= {
        text: codes[pk] for text, pk in goods.items() if text in asked and pk in codes
    }
    mapping.set_by, mapping.set_at = actor, now
    mapping.save(update_fields=["goods", "set_by", "set_at"])
    read_file(file, mapping, now=now)
    audit.record([audit.Act("group_buy.goods_named", file, actor, now)])


def _lock_files(round_: Round) -> None:
    """One file of an estate is read at a time, so that an order comes in once."""
    locks.lock_name(f"group-buy files of {round_.estate_id}")


def _locked(file_id: int) -> GroupBuyFile:
    file = GroupBuyFile.objects.select_related("round__estate").defer("sheets").get(pk=file_id)
    _lock_files(file.round)
    file.refresh_from_db(fields=["sheets", "head", "read_at"])
    if file.sheets is None:
        raise TextGone
    return file


def _mappings(file: GroupBuyFile) -> QuerySet[GroupBuyMapping]:
    return GroupBuyMapping.objects.filter(town=town_of(file.round.estate), kind=file.kind)
