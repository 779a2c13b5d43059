"""A photo from a phone, made small and without what it tells of the phone and the place."""

from io import BytesIO

from PIL import Image, ImageOps

LONGEST_SIDE = 1600
QUALITY = 72
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 80_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class UnreadablePhoto(ValueError):
    """No picture, one of a kind that is not read, or one that is too large."""


def read_photo(upload: bytes) -> bytes:
    """A picture as JPEG, upright, its longer side at most 1600 px, without EXIF.

    Raises UnreadablePhoto.
    """
    if not 0 < len(upload) <= MOST_BYTES:
        raise UnreadablePhoto
    try:
        with Image.open(BytesIO(upload), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadablePhoto
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at half its size
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePhoto from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = BytesIO()
    upright.save(small, "JPEG", quality=QUALITY)
    return small.getvalue()
