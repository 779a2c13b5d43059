"""The door that somebody typed."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from baogong.apps.places.queries import DoorRow


def one_door(text: str, *, found: Sequence[DoorRow]) -> int:
    """The one door that is meant, of those that a search for ``text`` found.

    Raises forms.ValidationError with the doors that it may be.
    """
    exact = [door for door in found if door.label.lower() == text.strip().lower()]
    if len(exact or found) != 1:
        names = _(", ").join(door.label for door in found[:5])
        raise forms.ValidationError(
            _("Which door? It may be %(names)s.") % {"names": names}
            if names
            else _("No such door here. Type it like %(like)s.") % {"like": "E6-1-602"}
        )
    return (exact or found)[0].id
