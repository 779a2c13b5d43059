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
    return jpeg(upright_picture(upload, longest_side=LONGEST_SIDE))


def upright_picture(
    upload: bytes, *, longest_side: int, most_bytes: int = MOST_BYTES
) -> Image.Image:
    """A picture as one sees it, made as small as that. Raises UnreadablePhoto."""
    if not 0 < len(upload) <= most_bytes:
        raise UnreadablePhoto
    try:
        with Image.open(BytesIO(upload), formats=FORMATS) as picture:
            return upright(picture, longest_side=longest_side)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePhoto from error


def upright(picture: Image.Image, *, longest_side: int) -> Image.Image:
    """Raises UnreadablePhoto, or what Pillow raises where the file is broken."""
    if picture.width * picture.height > MOST_PIXELS:
        raise UnreadablePhoto
    picture.draft("RGB", (longest_side, longest_side))  # a JPEG is read at half its size
    turned = _eight_bits(ImageOps.exif_transpose(picture)).convert("RGB")
    turned.thumbnail((longest_side, longest_side))
    return turned


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Sixteen bits of grey as eight; Pillow cuts them off, and the picture turns white."""
    if not picture.mode.startswith("I;16"):
        return picture
    return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")


def jpeg(picture: Image.Image) -> bytes:
    """A picture as a small file that says nothing of where it was taken."""
    small = BytesIO()
    picture.save(small, "JPEG", quality=QUALITY)
    return small.getvalue()
