"""Pages of a PDF as pictures, in a process of its own: a hostile file ends that one and no other.

``python -m baogong.readers.pdf_pages MOST LONGEST``, the PDF as input: each page as JPEG with its
length before it, or an exit code that says why not.
"""

import resource
import struct
import sys
from enum import IntEnum
from io import BytesIO
from typing import BinaryIO

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

SCAN_DPI, POINTS = 300, 72
QUALITY = 85
MOST_MEMORY = 2 * 1024**3
LENGTH = struct.Struct(">I")


class Refused(IntEnum):
    """Exit codes; any other than these and 0 is a broken file too."""

    LOCKED = 3
    TOO_MANY = 4
    BROKEN = 5


def write_pages(pdf: bytes, out: BinaryIO, *, most: int, longest_side: int) -> int:
    """At 300 dots per inch, or fewer where the longer side would have more pixels than that."""
    try:
        book = pypdfium2.PdfDocument(pdf)
        if len(book) > most:
            return Refused.TOO_MANY
        for page in book:
            scale = min(SCAN_DPI / POINTS, longest_side / max(page.get_size()))
            made = BytesIO()
            page.render(scale=scale, grayscale=True).to_pil().save(made, "JPEG", quality=QUALITY)
            out.write(LENGTH.pack(made.tell()) + made.getvalue())
    except pypdfium2.PdfiumError as error:
        return Refused.LOCKED if error.err_code == FPDF_ERR_PASSWORD else Refused.BROKEN
    return 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    most, longest_side = map(int, sys.argv[1:])
    sys.exit(
        write_pages(
            sys.stdin.buffer.read(), sys.stdout.buffer, most=most, longest_side=longest_side
        )
    )
