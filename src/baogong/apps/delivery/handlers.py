"""What this app does when apps below it speak."""

from contextlib import suppress

from django.db.models import Q
from django.utils import timezone

from baogong.apps.delivery.errors import NothingToOffer
from baogong.apps.delivery.services import (
    call_doors,
    offer_again,
    offer_runs_of,
    withdraw_offers_of,
)
from baogong.apps.people.events import PersonBack, PersonIsolated, PersonLeft
from baogong.apps.sorting.events import WavePlanned
from baogong.apps.sorting.models import Wave
from baogong.plumbing import sweeps
from baogong.plumbing.events import handles

sweeps.register(call_doors)


@handles(WavePlanned)
def send_out_again(event: WavePlanned, event_id: int) -> None:  # noqa: ARG001 - handler's shape
    wave = Wave.objects.get(pk=event.wave_id)
    with suppress(NothingToOffer):
        offer_again(wave=wave, actor=None, now=timezone.now())
    call_doors(wave.planned_at, of_waves=Q(pk=wave.pk))


@handles(PersonIsolated)
@handles(PersonLeft)
def offer_what_they_carry(event: PersonIsolated | PersonLeft, event_id: int) -> None:  # noqa: ARG001 - shape
    if event.user_id is not None:
        offer_runs_of(event.user_id, now=timezone.now())


@handles(PersonBack)
def let_them_go_on(event: PersonBack, event_id: int) -> None:  # noqa: ARG001 - handler's shape
    if event.user_id is not None:
        withdraw_offers_of(event.user_id, now=timezone.now())
