"""What this app keeps about people, and until when."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from baogong.apps.money.models import Purchase
from baogong.apps.places.models import Photo, Place
from baogong.apps.places.settings import KEEP_TICKET_DAYS
from baogong.plumbing.retention import Clock, Kept


def _told(estate: Place, cutoff: datetime) -> QuerySet[Purchase]:
    says = ~Q(what="") | Q(photo__isnull=False)
    return Purchase.objects.filter(
        says, household__path__startswith=estate.path, occurred_at__lte=cutoff
    )


def _forget(purchases: QuerySet[Purchase]) -> None:
    """What it cost stays in the books."""
    photos = list(purchases.exclude(photo=None).values_list("photo", flat=True))
    Photo.objects.filter(pk__in=photos).delete()
    purchases.update(what="")


KINDS = (
    Kept(
        "purchases",
        gettext_noop("What was bought for households, and photos of receipts"),
        KEEP_TICKET_DAYS.key,
        Clock.OWN,
        _told,
        forget=_forget,
    ),
)
