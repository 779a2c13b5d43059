"""A list of people, as a chat sends it, becomes typed rows and doubts."""

from baogong.readers.doors import Doubt
from baogong.readers.people.read import read_people
from baogong.readers.people.rows import PeopleRead, PersonLine
from baogong.readers.people.words import read_phone, read_skills

__all__ = ["Doubt", "PeopleRead", "PersonLine", "read_people", "read_phone", "read_skills"]
