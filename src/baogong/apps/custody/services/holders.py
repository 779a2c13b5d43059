"""Holders, made at first use."""

from baogong.apps.custody.enums import HolderKind
from baogong.apps.custody.models import Holder


def person(user_id: int) -> Holder:
    return Holder.objects.get_or_create(kind=HolderKind.PERSON, user_id=user_id, place=None)[0]


def site(place_id: int) -> Holder:
    return _at(HolderKind.SITE, place_id)


def returns_shelf(depot_id: int) -> Holder:
    return _at(HolderKind.RETURNS, depot_id)


def door(household_id: int) -> Holder:
    return _at(HolderKind.DOOR, household_id)


def _at(kind: HolderKind, place_id: int) -> Holder:
    return Holder.objects.get_or_create(kind=kind, place_id=place_id, user=None)[0]
