"""Sheets are compiled in parts: 10,000 labels in one piece take 1 GB, and Typst keeps what it made
for the ten parts before. A sheet of many parts is set by processes of its own, so that the web
worker neither waits behind Python's lock nor keeps that memory.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import pypdfium2
import typst

from baogong.plumbing.paper.fonts_on_board import paper_fonts
from baogong.plumbing.paper.qr import qr_svg

ITEMS_PER_PART = 200
SETTERS = 2
PATIENCE_SECONDS = 300
PACKAGE = Path(__file__).resolve().parents[2]  # templates import "/plumbing/paper/base.typ"
_pdfium = Lock()  # PDFium knows no threads


class PaperSpoiled(RuntimeError):
    """Typst warned, for example of an unknown font. Paper that looks wrong is not handed out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What to print. The template finds ``data.head`` and a part of ``data.items`` (JSON values).

    ``qr`` of the head or an item is the address that its QR code opens, ``marks`` are texts of
    further codes; the template finds the drawings there.
    A template that adds up or counts pages over all items needs them in one part.
    """

    template: Path
    items: Sequence[Mapping[str, Any]]
    head: Mapping[str, Any] = field(default_factory=dict)
    items_per_part: int = ITEMS_PER_PART
    root: Path = PACKAGE

    def parts(self) -> Iterator[Sequence[Mapping[str, Any]]]:
        """The items in groups; one empty group where there are none."""
        for start in range(0, max(len(self.items), 1), self.items_per_part):
            yield self.items[start : start + self.items_per_part]


def print_pdf(sheet: Sheet) -> bytes:
    """The whole sheet as one PDF. Raises FontsMissing or PaperSpoiled."""
    parts = list(sheet.parts())
    if len(parts) == 1:
        return compile_part(sheet, parts[0])[0]
    share = -(-len(parts) // SETTERS)
    shares = [parts[start : start + share] for start in range(0, len(parts), share)]
    with ThreadPoolExecutor(SETTERS) as setters:
        return joined(setters.map(lambda some: _set_apart(sheet, some), shares))


def _set_apart(sheet: Sheet, parts: Sequence[Sequence[Mapping[str, Any]]]) -> bytes:
    """Some parts of a sheet, set by ``paper.setter`` in a process of its own."""
    work = {
        "template": str(sheet.template),
        "root": str(sheet.root),
        "head": dict(sheet.head),
        "parts": [list(items) for items in parts],
    }
    done = subprocess.run(
        [sys.executable, "-m", "baogong.plumbing.paper.setter"],
        input=json.dumps(work).encode(),
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise PaperSpoiled(done.stderr.decode().strip())
    return done.stdout


def joined(parts: Iterable[bytes]) -> bytes:
    """PDFs as one, in their order."""
    made = list(parts)
    whole = BytesIO()
    with _pdfium:
        book = pypdfium2.PdfDocument.new()
        for part in made:
            book.import_pages(pypdfium2.PdfDocument(part))
        book.save(whole)
    return whole.getvalue()


def compile_part(
    sheet: Sheet,
    items: Sequence[Mapping[str, Any]],
    *,
    to: Literal["pdf", "png"] = "pdf",
    dots_per_inch: float = 203,
) -> list[bytes]:
    """One PDF, or one PNG for each page as a label printer's head would burn it.

    Raises FontsMissing or PaperSpoiled.
    """
    data = {"head": _drawn(sheet.head), "items": [_drawn(item) for item in items]}
    made, warnings = typst.compile_with_warnings(
        str(sheet.template),
        root=str(sheet.root),
        font_paths=paper_fonts(),
        format=to,
        ppi=dots_per_inch,
        sys_inputs={"data": json.dumps(data)},
    )
    if warnings:
        raise PaperSpoiled("; ".join(warning.message for warning in warnings))
    return made if isinstance(made, list) else [made]


def _drawn(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the drawings of their QR codes, where they have any."""
    drawn = dict(values)
    if "qr" in values:
        drawn["qr"] = qr_svg(values["qr"])
    if "marks" in values:
        drawn["marks"] = [qr_svg(text) for text in values["marks"]]
    return drawn
