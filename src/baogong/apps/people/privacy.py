"""Which role sees which personal field. Gates and the page for administrators read it here."""

from baogong.apps.people.enums import Role

SEES_HEALTH = frozenset({Role.COMMANDER, Role.CLERK, Role.GRID_LEADER})
