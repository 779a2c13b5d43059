"""What this app keeps about people, and until when."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from baogong.apps.gate.models import Parcel
from baogong.apps.places.models import Place
from baogong.apps.places.settings import KEEP_PARCEL_DAYS
from baogong.plumbing.retention import Clock, Kept


def _told(estate: Place, cutoff: datetime) -> QuerySet[Parcel]:
    """Parcels that still say to whom they went."""
    says = ~Q(tracking="") | ~Q(phone_tail="") | ~Q(address="")
    return Parcel.objects.filter(says, gate__path__startswith=estate.path, recorded_at__lte=cutoff)


def _forget(parcels: QuerySet[Parcel]) -> None:
    """That there was a parcel, its unit and its door stay: the balance adds up as before."""
    parcels.update(tracking="", phone_tail="", address="")


KINDS = (
    Kept(
        "parcels",
        gettext_noop("Numbers, phone tails and addresses of parcels"),
        KEEP_PARCEL_DAYS.key,
        Clock.OWN,
        _told,
        forget=_forget,
    ),
)
