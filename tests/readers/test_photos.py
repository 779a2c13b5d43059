"""Photos are made small and lose what they tell of the phone and the place."""

from io import BytesIO

import pytest
from PIL import Image

from baogong.readers.photos import LONGEST_SIDE, UnreadablePhoto, read_photo, upright


def photo(width=4000, height=3000, *, kind="JPEG", mode="RGB", **saved) -> bytes:
    file = BytesIO()
    Image.new(mode, (width, height), 128).save(file, kind, **saved)
    return file.getvalue()


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "PhoneMaker"
    tags.get_ifd(0x8825)[2] = (39.0, 54.0, 0.0)  # GPS latitude
    return tags


def test_a_photo_of_a_phone_becomes_small_and_upright_and_forgets_where_it_was_taken():
    small = read_photo(photo(exif=exif(6)))

    with Image.open(BytesIO(small)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, LONGEST_SIDE))
        assert not picture.getexif()
    assert b"PhoneMaker" not in small


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
def test_pictures_of_other_kinds_become_jpeg(kind, mode):
    with Image.open(BytesIO(read_photo(photo(300, 200, kind=kind, mode=mode)))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (300, 200))


def test_sixteen_bits_of_grey_stay_grey():
    shades = Image.new("I;16", (300, 200), 30_000)
    file = BytesIO()
    shades.save(file, "PNG")

    with Image.open(BytesIO(read_photo(file.getvalue()))) as picture:
        assert abs(picture.getpixel((150, 100))[0] - 117) <= 2
    assert upright(shades, longest_side=300).getpixel((0, 0)) == (117, 117, 117)


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"no picture",
        photo()[:300],
        photo(50, 50, kind="GIF", mode="L"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_photo_is_refused(upload):
    with pytest.raises(UnreadablePhoto):
        read_photo(upload)


def test_a_picture_with_too_many_points_is_refused_before_it_is_opened():
    with pytest.raises(UnreadablePhoto):
        read_photo(photo(17_000, 5_000, kind="PNG", mode="1"))
