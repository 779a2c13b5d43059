"""Reads paper as a telephone and a PDF viewer do."""

from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image
from pypdf import PdfReader

from baogong.plumbing.paper import Sheet, compile_part

HEAD_DPI = 203


def scanned(sheet: Sheet) -> list[str]:
    """Every QR code of the sheet at the resolution of a label printer's head."""
    return [
        code.text
        for items in sheet.parts()
        for page in compile_part(sheet, items, to="png", dots_per_inch=HEAD_DPI)
        for code in zxingcpp.read_barcodes(
            Image.open(BytesIO(page)).convert("L"), formats=zxingcpp.QRCode
        )
    ]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def baselines_of(pdf: bytes) -> list[tuple[str, float]]:
    """(text, millimetres from the upper edge) of the first page, in the order of printing."""
    page, found = PdfReader(BytesIO(pdf)).pages[0], []

    def visit(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
        from_below = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.append((text, (float(page.mediabox.height) - from_below) / 72 * 25.4))

    page.extract_text(visitor_text=visit)
    return found


def fonts_of(pdf: bytes) -> set[str]:
    """The fonts inside the PDF, without their subset prefix; each must be embedded."""
    fonts = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            [inner] = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            fonts.add(descriptor["/FontName"].split("+")[-1])
    return fonts
