from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models.functions import Length

from baogong.apps.places.errors import PublicUrlMissing
from baogong.apps.places.models import Place, PlaceSetting
from baogong.apps.places.setting_record import SettingRecord
from baogong.apps.places.settings import CONTACT_PHONE, PUBLIC_URL, Setting


def setting(which: Setting, *, place: Place, at: datetime) -> Any:
    """What held for the place then: the newest row of the nearest place, or the default."""
    row = (
        PlaceSetting.objects.filter(
            key=which.key, since__lte=at, place__in=Place.objects.around(place)
        )
        .order_by(Length("place__path").desc(), "-since", "-pk")
        .first()
    )
    return which.default if row is None else row.value


def setting_at(which: Setting, *, path: str, at: datetime) -> Any:
    """``setting`` for the place with this path. One query."""
    rows = PlaceSetting.objects.filter(key=which.key).select_related("place").order_by("pk")
    return SettingRecord(list(rows)).value(which, path=path, at=at)


def setting_by_place(which: Setting, *, places: Iterable[Place], at: datetime) -> dict[int, Any]:
    """What held then for each of the places, by id. One query."""
    rows = PlaceSetting.objects.filter(key=which.key).select_related("place").order_by("pk")
    record = SettingRecord(list(rows))
    return {place.pk: record.value(which, path=place.path, at=at) for place in places}


def setting_record(settings: Iterable[Setting], *, place: Place) -> SettingRecord:
    """All that was ever set for a place, those above it and those below. One query."""
    places = Place.objects.around(place) | Place.objects.within(place)
    rows = PlaceSetting.objects.filter(key__in=[s.key for s in settings], place__in=places)
    return SettingRecord(list(rows.select_related("place").order_by("pk")))


def public_url(*, place: Place, at: datetime) -> str:
    """The address that QR codes begin with, with no slash at its end. Raises PublicUrlMissing."""
    if not (url := setting(PUBLIC_URL, place=place, at=at)):
        raise PublicUrlMissing
    return str(url).rstrip("/")


def contact_phone(*, household_id: int, at: datetime) -> str:
    """The one number that a household's estate is called under; empty where none is set."""
    return str(setting(CONTACT_PHONE, place=Place.objects.get(pk=household_id), at=at))
