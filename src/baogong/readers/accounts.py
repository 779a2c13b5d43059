"""A pasted or saved list of people who need accounts: name, name to sign in with, role, place.

Cells are separated by tabs (as spreadsheets copy them), commas or 、; only the name is needed. A
first row of column names is passed over. Each bad row becomes a doubt; the good rows stand.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS = ("name", "username", "role", "place")
HEADS = frozenset({"name", "姓名", "名字"})
LONGEST = 60
MOST_ROWS = 500
_USERNAME = re.compile(r"[\w.@-]+")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One person, as written; empty fields are for the reader of the list to fill."""

    row: int
    name: str
    username: str
    role: str
    place: str


@dataclass(frozen=True, slots=True)
class AccountDoubt:
    """A row (from 1) that was not taken, the field, and why (a code)."""

    row: int
    field: str
    why: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class AccountsRead:
    lines: tuple[AccountLine, ...]
    doubts: tuple[AccountDoubt, ...]


def read_accounts(text: str) -> AccountsRead:
    """Read a list. Never raises: what cannot be read is a doubt on its row."""
    lines: list[AccountLine] = []
    doubts: list[AccountDoubt] = []
    usernames: set[str] = set()
    for number, cells in _rows(text):
        if len(lines) + len(doubts) == MOST_ROWS:
            doubts.append(AccountDoubt(number, "", "too_many_rows"))
            break
        read = _read_row(number, cells)
        if isinstance(read, AccountLine) and read.username.casefold() in usernames:
            read = AccountDoubt(number, "username", "twice", read.username)
        if isinstance(read, AccountDoubt):
            doubts.append(read)
        else:
            lines.append(read)
            usernames |= {read.username.casefold()} - {""}
    return AccountsRead(tuple(lines), tuple(doubts))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows that hold anything, without the row of column names."""
    plain = unicodedata.normalize("NFKC", text.lstrip("\ufeff")).replace("\0", " ")
    for number, line in enumerate(plain.splitlines(), start=1):
        cells = [" ".join(cell.split()) for cell in _split(line)]
        if any(cells) and not (number == 1 and cells[0].casefold() in HEADS):
            yield number, cells


def _split(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    return next(csv.reader(io.StringIO(line.replace("、", ","))), [])


def _read_row(number: int, cells: list[str]) -> AccountLine | AccountDoubt:
    if any(cells[len(COLUMNS) :]):
        return AccountDoubt(number, "", "too_many_cells", ",".join(cells)[:LONGEST])
    name, username, role, place = [*cells, "", "", "", ""][: len(COLUMNS)]
    if not name:
        return AccountDoubt(number, "name", "empty")
    for field, value in (("name", name), ("username", username)):
        if len(value) > LONGEST or any(unicodedata.category(c) == "Cc" for c in value):
            return AccountDoubt(number, field, "too_long", value[:LONGEST])
    if username and not _USERNAME.fullmatch(username):
        return AccountDoubt(number, "username", "bad_username", username)
    return AccountLine(number, name, username, role, place)
