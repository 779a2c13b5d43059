from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from baogong.apps.people.enums import (
    AWAY,
    LIVE,
    DuplicateOutcome,
    Health,
    PersonState,
    Source,
)
from baogong.apps.places.models import Place

MOBILE_DIGITS = 11


class PersonQuerySet(models.QuerySet["Person"]):
    def within(self, place: Place) -> "PersonQuerySet":
        """Those who belong to the place or to something below it."""
        return self.filter(place__path__startswith=place.path)

    def live(self) -> "PersonQuerySet":
        return self.filter(state__in=LIVE)

    def approved(self) -> "PersonQuerySet":
        return self.filter(state=PersonState.APPROVED)

    def at_hand(self) -> "PersonQuerySet":
        """Those who can be sent out."""
        return self.approved().exclude(health__in=AWAY)


class Person(models.Model):
    """Somebody who helps: where they belong, what they can do, and when. A row that is deleted.

    ``phone`` is empty or 11 digits, one live person of a town each. ``address`` is where they said
    they live when no building was understood. ``key`` is made by the phone that signed up;
    ``origin`` a keyed digest of its address. Health and phone stand here and nowhere else.
    """

    town = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="people_here")
    team = models.ForeignKey("people.Team", models.SET_NULL, null=True, related_name="members")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="person"
    )
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=MOBILE_DIGITS, blank=True)
    organisation = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=60, blank=True)
    remarks = models.CharField(max_length=200, blank=True)
    cadre = models.BooleanField(default=False)
    skills = ArrayField(models.CharField(max_length=16), default=list)
    slots = ArrayField(models.CharField(max_length=16), default=list)
    health = models.CharField(max_length=16, choices=Health, default=Health.FIT)
    health_since = models.DateTimeField()
    source = models.CharField(max_length=16, choices=Source)
    state = models.CharField(max_length=16, choices=PersonState)
    since = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    briefed_at = models.DateTimeField(null=True)
    briefed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(null=True, unique=True)
    origin = models.CharField(max_length=64, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("town", "phone"),
                # LIVE, not by IN: a restored dump spells that in another way.
                condition=(
                    models.Q(state=PersonState.APPLIED) | models.Q(state=PersonState.APPROVED)
                )
                & ~models.Q(phone=""),
                name="person_phone_once_per_town",
            ),
        )
        indexes = (models.Index(fields=("place", "state"), name="person_at_place"),)

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def is_away(self) -> bool:
        return self.health in AWAY


class DuplicatePerson(models.Model):
    """A row of somebody who may be known, by phone or by name and building.

    It waits for a clerk, and goes when its person goes. ``said`` is the row as it
    was read; ``digest`` tells the same row sent twice.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="duplicates")
    said = models.JSONField()
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=16, choices=Source)
    filed_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=DuplicateOutcome, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    origin = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "digest"), name="duplicate_filed_once"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, outcome="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(outcome="")),
                name="duplicate_settled_has_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"duplicate of {self.person_id}"
