"""What suppliers say that they can deliver in a day (R33)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.procurement.models import SupplyOffer
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing import audit, locks


@transaction.atomic
def write_survey(
    grams: Mapping[int, int], *, supplier_id: int, actor: User, now: datetime
) -> None:
    """Say anew what a supplier can deliver in a day, in grams by good; 0 takes a good out.

    What did not change keeps the time at which it was said.
    """
    supplier = locks.lock_one(Supplier.objects.all(), key=supplier_id)
    offers = SupplyOffer.objects.filter(supplier=supplier)
    known = dict(offers.values_list("good", "grams"))
    wanted = {good_id: n for good_id, n in grams.items() if n}
    if known == wanted:
        return
    changed = {good_id: n for good_id, n in wanted.items() if known.get(good_id) != n}
    gone = known.keys() - wanted.keys() | changed.keys()
    offers.filter(good__in=gone).delete()
    SupplyOffer.objects.bulk_create(
        SupplyOffer(supplier=supplier, good_id=good_id, grams=n, said_at=now, recorded_by=actor)
        for good_id, n in changed.items()
    )
    audit.record([audit.Act("supplier.surveyed", supplier, actor, now, {"goods": len(wanted)})])
