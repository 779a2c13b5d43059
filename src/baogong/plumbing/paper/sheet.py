"""Sheets are compiled in parts: 10,000 labels in one piece take 1 GB. Typst keeps what it made for
the ten parts before, so parts are small.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import typst
from pypdf import PdfWriter

from baogong.plumbing.paper.fonts_on_board import paper_fonts

ITEMS_PER_PART = 200
ROOT = Path(__file__).resolve().parents[2]  # templates import "/plumbing/paper/base.typ"


class PaperSpoiled(RuntimeError):
    """Typst warned, for example of an unknown font. Paper that looks wrong is not handed out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What to print. The template finds ``data.head`` and a part of ``data.items`` (JSON values).

    A template that adds up or counts pages over all items needs them in one part.
    """

    template: Path
    items: Sequence[Mapping[str, Any]]
    head: Mapping[str, Any] = field(default_factory=dict)
    items_per_part: int = ITEMS_PER_PART

    def parts(self) -> Iterator[Sequence[Mapping[str, Any]]]:
        """The items in groups; one empty group where there are none."""
        for start in range(0, max(len(self.items), 1), self.items_per_part):
            yield self.items[start : start + self.items_per_part]


def print_pdf(sheet: Sheet) -> bytes:
    """The whole sheet as one PDF. Raises FontsMissing or PaperSpoiled."""
    parts = [compile_part(sheet, items)[0] for items in sheet.parts()]
    if len(parts) == 1:
        return parts[0]
    writer, whole = PdfWriter(), BytesIO()
    for part in parts:
        writer.append(BytesIO(part))
    writer.write(whole)
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
    made, warnings = typst.compile_with_warnings(
        str(sheet.template),
        root=str(ROOT),
        font_paths=paper_fonts(),
        format=to,
        ppi=dots_per_inch,
        sys_inputs={"data": json.dumps({"head": dict(sheet.head), "items": list(items)})},
    )
    if warnings:
        raise PaperSpoiled("; ".join(warning.message for warning in warnings))
    return made if isinstance(made, list) else [made]
