"""Photos in forms and on pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from baogong.readers.photos import UnreadablePhoto, read_photo


class PhotoField(forms.FileField):
    """A photo from the camera or the gallery; cleans to a small JPEG's bytes, or None."""

    widget = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return read_photo(upload.read())
        except UnreadablePhoto:
            raise ValidationError(
                _("This is no photo that can be read here. Take it again, as JPEG or PNG.")
            ) from None


def photo_answer(image: bytes) -> HttpResponse:
    """A photo for whoever may see its page; nothing on the way keeps it."""
    return HttpResponse(
        bytes(image), content_type="image/jpeg", headers={"Cache-Control": "private, no-store"}
    )
