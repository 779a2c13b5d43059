"""Lines of a manifest find their doors in the estate's table; doubtful ones keep their address."""

from collections.abc import Sequence

from baogong.apps.gate.queries.gates import GateRow
from baogong.apps.gate.services import ToldParcel
from baogong.apps.places.models import Place
from baogong.apps.places.queries import door_table
from baogong.readers.addresses import read_address
from baogong.readers.manifests import ManifestLine


def told_by(lines: Sequence[ManifestLine], *, gate: GateRow, platform: str) -> list[ToldParcel]:
    """A door where the address names one for sure, else none: never a guess. Four queries."""
    estate = Place.objects.get(pk=gate.estate_id)
    table = door_table(estate)
    ids = dict(Place.objects.within(estate).doors().values_list("label", "pk"))
    told = []
    for line in lines:
        read = read_address(line.address, doors=table)
        certain = read.door if read.status == "ready" else None
        told.append(
            ToldParcel(
                tracking=line.tracking,
                door_id=ids.get(certain.code) if certain else None,
                address=line.address,
                phone_tail=line.phone_tail,
                platform=platform,
                pieces=line.pieces,
            )
        )
    return told
