"""What a roster says: households that are sure, conflicts that wait, rows that are refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from baogong.readers.addresses import Door


@dataclass(frozen=True, slots=True)
class Where:
    """A row of a sheet, counted from 1 as a spreadsheet shows it. A CSV's sheet is ``"csv"``."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one place of the file says about a household.

    ``people``: None when nothing is said. ``phones``: 11 digits each, in the order of the file.
    ``flags``: codes of ``needs.FLAGS``, sorted.
    """

    people: int | None = None
    occupied: bool = True
    phones: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Household:
    """A door, what holds for it as far as the file tells, and the rows that told it."""

    door: Door
    said: Said
    sources: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two things that cannot both be true, or one that cannot. The household stands nevertheless.

    ``kind``: a code such as ``duplicate_differs``, ``owner_tenant``, ``bad_phone``. ``doors``: the
    codes of all doors it touches. ``choices``: what may be said instead, each with the row that
    says it; the household's own ``said`` holds until somebody chooses. ``value``: the text at
    fault, such as a telephone number of ten digits.
    """

    kind: str
    rows: tuple[Where, ...]
    doors: tuple[str, ...] = ()
    choices: tuple[tuple[Where, Said], ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that must not become a household. ``why`` is a code, ``raw`` what stood there."""

    where: Where
    why: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet and how its columns are understood.

    ``columns``: field -> column numbers from 1, in the order of the file; fields are those of
    ``headings.FIELDS``. ``heads``: column number -> the heading as it stands there. Rows
    ``first_row`` to ``last_row`` are its body. ``scope``: what a title or a sheet's name says for
    all rows, such as ``{"building": "E6"}``.
    """

    sheet: str
    first_row: int
    last_row: int
    columns: Mapping[str, tuple[int, ...]]
    heads: Mapping[int, str]
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterRead:
    """All that was understood. ``kind`` is a digest of the headings: files of one kind share it.

    Every row with content is in a household, a conflict or a refusal, or is one of the ``ignored``
    (titles, headings, totals, notes, and all rows of hidden sheets). Without any table that was
    understood there are no households, and blocks without columns.
    """

    households: tuple[Household, ...]
    conflicts: tuple[Conflict, ...]
    refusals: tuple[Refusal, ...]
    blocks: tuple[Block, ...]
    ignored: tuple[Where, ...]
    kind: str


class RosterSpoiled(ValueError):
    """The file as a whole cannot be read; ``why`` is a code, such as ``too_large``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
