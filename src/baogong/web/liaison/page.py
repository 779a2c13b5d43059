"""Who works here, and the estate that a page is about."""

from baogong.apps.people.enums import Role

LIAISONS = (Role.LIAISON,)
