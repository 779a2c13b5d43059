"""Rows of lists of people, people on the roster, and staff beside a world's own."""

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Person
from baogong.apps.people.services import assign, hire, take_in
from baogong.apps.places.models import Place
from baogong.plumbing.audit import SYSTEM
from baogong.readers.people import PersonLine
from tests.factories.world import NOW, PASSWORD, World


def helper(number: int, **changes) -> PersonLine:
    """The row of somebody with a phone of their own, in the supply team."""
    fields = {
        "row": number + 1,
        "name": f"人{number}",
        "phone": f"139{number:08}",
        "team": "supply",
    }
    return PersonLine(**fields | changes)


def people(world: World, *lines: PersonLine, now=NOW) -> list[Person]:
    """Take these rows in; the people in the order of their phones."""
    take_in(lines, estate=world.estate, actor=SYSTEM, now=now)
    inside = Person.objects.within(world.estate)
    return list(inside.filter(phone__in=[line.phone for line in lines]).order_by("phone"))


def somebody(role: Role, place: Place, name: str) -> User:
    """One more who holds the role for a place."""
    user = hire(username=name, name=name, password=PASSWORD, actor=SYSTEM, now=NOW)
    assign(user=user, role=role, place=place, actor=SYSTEM, now=NOW)
    return user
