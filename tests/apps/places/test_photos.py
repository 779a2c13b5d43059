"""Photos are kept once, and go when their days are over."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.places.models import Photo
from baogong.apps.places.services import keep_photo
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.retention import kept_as
from tests.factories import NOW, make_world

pytestmark = pytest.mark.django_db


def test_the_same_photo_sent_twice_is_kept_once():
    world, key = make_world(), uuid4()

    first = keep_photo(b"jpeg", key=key, place=world.estate, actor=SYSTEM, now=NOW)
    again = keep_photo(b"jpeg", key=key, place=world.estate, actor=SYSTEM, now=NOW)

    assert first.pk == again.pk
    assert Photo.objects.count() == 1


def test_photos_are_forgotten_by_their_own_age():
    world = make_world()
    for days in (0, 31):
        at = NOW - timedelta(days=days)
        keep_photo(b"jpeg", key=uuid4(), place=world.doors[0], actor=SYSTEM, now=at)
    kept = kept_as("photos")

    kept.forget(kept.rows(world.estate, NOW - timedelta(days=30)))

    assert [photo.kept_at for photo in Photo.objects.all()] == [NOW]
