from django.db import models
from django.db.models.functions import Length

from baogong.apps.places.enums import PlaceKind
from baogong.readers.pinyin import initials_of
from baogong.values.sort_keys import natural_key

LONGEST_PATH = 250
LONGEST_NAME = 80


def walking_key(path: str) -> str:
    """The sort key of a path, cut to what its column holds."""
    return natural_key(path)[:LONGEST_PATH]


def name_initials(name: str) -> str:
    """The pinyin initials of a name, cut to what their column holds; empty for other names."""
    return initials_of(name)[:LONGEST_NAME]


class PlaceQuerySet(models.QuerySet["Place"]):
    def within(self, place: "Place") -> "PlaceQuerySet":
        """The place itself and all below it."""
        return self.filter(path__startswith=place.path)

    def doors(self) -> "PlaceQuerySet":
        return self.filter(kind=PlaceKind.HOUSEHOLD)

    def around(self, place: "Place") -> "PlaceQuerySet":
        """The place itself and all above it, the town first."""
        parts = place.path.strip("/").split("/")
        paths = ["/" + "/".join(parts[: i + 1]) + "/" for i in range(len(parts))]
        return self.filter(path__in=paths).order_by(Length("path"))


class Place(models.Model):
    """A node of the tree: town > estate > grid > building > entrance > household, or a site.

    Middle levels may be missing. ``path`` is the codes from the root down, so a subtree is a
    prefix ("/town/estate/E6/1/602/"). ``label`` is how people name it ("E6-1-602"), ``initials``
    how they type a Chinese name in a hurry ("wty" for 梧桐苑).
    """

    kind = models.CharField(max_length=16, choices=PlaceKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    code = models.CharField(max_length=40)
    path = models.CharField(max_length=LONGEST_PATH, unique=True, db_collation="C")
    label = models.CharField(max_length=LONGEST_NAME)
    initials = models.CharField(max_length=LONGEST_NAME, blank=True, db_collation="C")
    sort_key = models.CharField(max_length=LONGEST_PATH, db_collation="C")
    floor = models.SmallIntegerField(null=True)
    people = models.PositiveSmallIntegerField(null=True)
    occupied = models.BooleanField(null=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("parent", "sort_key"), name="place_children"),
            models.Index(fields=("kind", "path"), name="place_kind_path"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=PlaceKind.TOWN) | models.Q(parent__isnull=False),
                name="place_only_towns_have_no_parent",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def entrance_id(self) -> int:
        """A door's node above: its entrance, or what stands in for one in a village of houses."""
        if self.parent_id is None:
            raise ValueError(f"{self.kind} {self.path} lies under no entrance")
        return self.parent_id

    def holds(self, other: "Place") -> bool:
        return other.path.startswith(self.path)


class PlaceAlias(models.Model):
    """Another name of a place, as residents write it; normalised, unique within its estate."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases")
    estate = models.ForeignKey(Place, models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME, db_collation="C")
    initials = models.CharField(max_length=LONGEST_NAME, blank=True, db_collation="C")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("estate", "name"), name="place_alias_once_per_estate"),
        )

    def __str__(self) -> str:
        return self.name
