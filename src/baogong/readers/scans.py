"""What a phone or a scanner sends: a photo, a TIFF with several frames, or a PDF."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from baogong.readers.pdf_pages import LENGTH, Refused
from baogong.readers.photos import UnreadablePhoto, upright, upright_picture

MOST_BYTES = 40 * 1024 * 1024
PATIENCE_SECONDS = 60


class ScanLocked(UnreadablePhoto):
    """A PDF that asks for a password."""


class ScanTooSlow(UnreadablePhoto):
    """A PDF that was not read in time."""


class TooManyPages(UnreadablePhoto):
    """More pages than are read at once."""


REFUSALS: dict[int, type[UnreadablePhoto]] = {
    Refused.LOCKED: ScanLocked,
    Refused.TOO_MANY: TooManyPages,
}


def scanned_pages(
    upload: bytes, *, most: int, longest_side: int, seconds: float = PATIENCE_SECONDS
) -> Iterator[Image.Image]:
    """Each page as one sees it, made as small as that, one after the other; a PDF is given up
    after ``seconds``.

    Raises UnreadablePhoto, of which the others here are kinds, before the first page or at any.
    """
    if len(upload) > MOST_BYTES:
        raise UnreadablePhoto
    if not most:
        raise TooManyPages
    if b"%PDF-" in upload[:1024]:
        for page in _pdf_pages(upload, most=most, longest_side=longest_side, seconds=seconds):
            yield upright_picture(page, longest_side=longest_side)
    elif upload.startswith((b"II*\0", b"MM\0*")):
        yield from _frames(upload, most=most, longest_side=longest_side)
    else:
        yield upright_picture(upload, longest_side=longest_side, most_bytes=MOST_BYTES)


def _frames(upload: bytes, *, most: int, longest_side: int) -> Iterator[Image.Image]:
    """Raises UnreadablePhoto or TooManyPages."""
    try:
        with Image.open(BytesIO(upload), formats=("TIFF",)) as scan:
            frames = getattr(scan, "n_frames", 1)
            if frames > most:
                raise TooManyPages
            for frame in range(frames):
                scan.seek(frame)
                yield upright(scan, longest_side=longest_side)
    except UnreadablePhoto:
        raise
    except Exception as error:  # Pillow has no one error for a TIFF that is broken
        raise UnreadablePhoto from error


def _pdf_pages(upload: bytes, *, most: int, longest_side: int, seconds: float) -> Iterator[bytes]:
    """Raises UnreadablePhoto, ScanLocked, ScanTooSlow or TooManyPages."""
    command = [sys.executable, "-m", "baogong.readers.pdf_pages", str(most), str(longest_side)]
    try:
        done = subprocess.run(
            command, input=upload, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ScanTooSlow from error
    if done.returncode:
        raise REFUSALS.get(done.returncode, UnreadablePhoto)
    pages = BytesIO(done.stdout)
    while length := pages.read(LENGTH.size):
        yield pages.read(*LENGTH.unpack(length))
