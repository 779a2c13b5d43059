"""What this app does when apps below it speak."""

from django.utils import timezone

from baogong.apps.delivery.errors import NothingToOffer
from baogong.apps.delivery.services import offer_again
from baogong.apps.sorting.events import WavePlanned
from baogong.apps.sorting.models import Wave
from baogong.plumbing.events import handles


@handles(WavePlanned)
def send_out_again(event: WavePlanned, event_id: int) -> None:  # noqa: ARG001 - handler's shape
    wave = Wave.objects.get(pk=event.wave_id)
    try:
        offer_again(wave=wave, actor=None, now=timezone.now())
    except NothingToOffer:
        return
