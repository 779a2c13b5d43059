"""The grid that slips are typed into: a row for each door, a column for each package."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from baogong.apps.ordering.policies import MOST_OF_ONE
from baogong.apps.ordering.queries import DoorSlip, ListingRow
from baogong.apps.ordering.services import TypedSlip

PICTURE = "data:image/jpeg;base64,"
TO_READ = "?"  # a person must read it: a number that is written, or a mark in doubt


@dataclass(slots=True)
class Cell:
    """How many of a package, as somebody typed it."""

    name: str
    package_id: int
    package: str
    text: str = ""
    error: str = ""

    @property
    def quantity(self) -> int | None:
        """None for what is no number; such a cell has an error."""
        text = unicodedata.normalize("NFKC", self.text).strip()
        if not text:
            return 0
        if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= MOST_OF_ONE:
            return int(text)
        return None

    @property
    def needs_reading(self) -> bool:
        return self.text.strip() == TO_READ

    def check(self) -> None:
        if self.needs_reading:
            self.error = _("Type the number that stands on the slip, or empty the cell.")
        elif self.quantity is None:
            self.error = _("Type a number from 0 to %(most)s.") % {"most": MOST_OF_ONE}


@dataclass(slots=True)
class Row:
    """A door's slip. ``adds``: to what it ordered already. ``pictures``: of the slip, if read."""

    door: DoorSlip
    key: UUID
    cells: list[Cell]
    adds: bool = False
    error: str = ""
    pictures: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(cell.text.strip() not in {"", "0"} for cell in self.cells)

    @property
    def is_wrong(self) -> bool:
        return bool(self.error) or any(cell.error for cell in self.cells)

    def typed(self) -> TypedSlip:
        """Only for a row that was checked and is not wrong."""
        packages = {cell.package_id: cell.quantity or 0 for cell in self.cells}
        return TypedSlip(
            key=self.key,
            household_id=self.door.id,
            packages={pk: quantity for pk, quantity in packages.items() if quantity},
            adds=self.adds,
        )

    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, what is wrong and how to mend it) for the summary."""
        named = _("%(door)s, %(package)s: %(error)s")
        found = [
            (
                cell.name,
                named % {"door": self.door.door, "package": cell.package, "error": cell.error},
            )
            for cell in self.cells
            if cell.error
        ]
        if self.error:
            found.append((self.cells[0].name, f"{self.door.door}: {self.error}"))
        return found


def new_rows(doors: Iterable[DoorSlip], packages: Sequence[ListingRow]) -> list[Row]:
    """Empty rows, each with a key of its own."""
    return [
        Row(
            door=door,
            key=uuid4(),
            cells=[
                Cell(f"q{door.id}-{package.package_id}", package.package_id, package.name)
                for package in packages
            ],
        )
        for door in doors
    ]


def fill(rows: Iterable[Row], sent: QueryDict) -> None:
    """Put what was typed into the rows, and check each that is not empty."""
    for row in rows:
        row.key = _key(sent.get(f"key{row.door.id}", ""))
        row.adds = f"add{row.door.id}" in sent
        pictures = sent.getlist(f"picture{row.door.id}")
        row.pictures = [picture for picture in pictures if picture.startswith(PICTURE)]
        for cell in row.cells:
            cell.text = sent.get(cell.name, "").strip()[:8]
        if not row.is_empty:
            for cell in row.cells:
                cell.check()


def fill_ticks(row: Row, texts: Mapping[int, str]) -> None:
    """Put what a photo says into the cells of its packages, by their position."""
    for position, text in texts.items():
        if position < len(row.cells):
            row.cells[position].text = text


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
