"""What shops ask us for packages."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.catalog.models import Package, PackageCost
from baogong.plumbing import audit, locks


@transaction.atomic
def say_cost(*, package_id: int, fen: int, actor: User, now: datetime) -> None:
    """Write down a cost from now on; the same as before changes nothing."""
    package = locks.lock_one(Package.objects.all(), key=package_id)
    last = package.costs.order_by("-since", "-pk").first()
    if last is not None and last.fen == fen:
        return
    PackageCost.objects.create(package=package, fen=fen, since=now, said_by=actor)
    audit.record([audit.Act("cost.said", package, actor, now, {"fen": fen})])
