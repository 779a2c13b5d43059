"""Entries and what is read from them, in one line each.

A file of cases has headings (``# ...``), heads of chains (``@ ...``, ``@ ALL`` for the garden's),
and cases: entries before it and the entry, separated by ``||``, then ``=>`` and what is read:
door and goods, ``paid``, ``!change``; ``?`` and maybe the reason; or ``-`` for what is ignored.
"""

from collections.abc import Iterator
from pathlib import Path

from baogong.readers.chains import ChainReading, Line, read_chain
from baogong.values.quantity import plain

from .estates import GARDEN, GARDEN_HEAD


def read(text, estate=GARDEN, previous=None) -> ChainReading:
    doors, goods = estate
    return read_chain(text, doors=doors, goods=goods, previous=previous)


def told(line: Line) -> str:
    """What was read of an entry, as cases write it."""
    if line.status == "ignored":
        return "-" if line.kind == "order" else f"- {line.kind}"
    if line.status == "review":
        return f"? {line.reasons[0].code}"
    orders = "; ".join(
        f"{order.door} " + ",".join(f"{i.sku}={plain(i.quantity)}" for i in order.items)
        for order in line.orders
    ).strip()
    paid = {True: " paid", False: " unpaid", None: ""}[line.paid]
    return orders + paid + ("" if line.kind == "order" else f" !{line.kind}")


def told_of(text, estate=GARDEN, previous=None) -> list[str]:
    return [told(line) for line in read(text, estate, previous).lines]


def merged(reading: ChainReading) -> dict[str, dict[str, str]]:
    return {d: {s: plain(q) for s, q in held.items()} for d, held in reading.merged.items()}


def cases(name: str) -> Iterator[tuple[str, str, str]]:
    """Chain, what its last entry comes to, and the heading it stands under."""
    head, heading = GARDEN_HEAD, ""
    path = Path(__file__).parent / "cases" / f"{name}.txt"
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            heading = line[2:]
        elif line.startswith("@ "):
            head = GARDEN_HEAD if line == "@ ALL" else line[2:].replace("\\n", "\n")
        elif line:
            entries, expected = line.split(" => ")
            numbered = [f"{n}. {e}" for n, e in enumerate(entries.split(" || "), start=1)]
            yield "\n".join([head, *numbered]).replace("\\n", "\n"), expected, heading
