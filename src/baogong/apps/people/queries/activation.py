"""Whether an estate is on duty, and since when."""

from dataclasses import dataclass
from datetime import datetime

from baogong.apps.people.models import Activation
from baogong.apps.places.models import Place
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class ActivationRow:
    """From when to when an estate was active, and who said so."""

    code: str
    activated_at: datetime
    activated_by: str
    ended_at: datetime | None
    ended_by: str

    @property
    def is_live(self) -> bool:
        return self.ended_at is None


def activations(*, estate: Place) -> list[ActivationRow]:
    """The newest first; the live one, if there is one, is the first. One query."""
    rows = Activation.objects.filter(estate=estate).select_related("activated_by", "ended_by")
    return [
        ActivationRow(
            code=row.code,
            activated_at=row.activated_at,
            activated_by=row.activated_by.name,
            ended_at=row.ended_at,
            ended_by=row.ended_by.name if row.ended_by else "",
        )
        for row in rows.order_by("-activated_at", "-pk")
    ]


def estate_of_sign_up(code: str) -> Place:
    """The estate whose sign-up the code opens. Raises NotVisible once it has closed."""
    live = Activation.objects.filter(code=code, ended_at=None).select_related("estate")
    if (activation := live.first()) is None:
        raise NotVisible
    return activation.estate
