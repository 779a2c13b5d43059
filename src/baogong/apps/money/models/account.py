from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.money.enums import AccountKind

OF_A_PERSON = Q(kind=AccountKind.CASH) | Q(kind=AccountKind.FLOAT)


class Account(models.Model):
    """Where money lies or is owed: one for each kind, place and whoever holds it.

    ``place``: the door of a household, else the estate.
    """

    kind = models.CharField(max_length=12, choices=AccountKind)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="accounts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    supplier = models.ForeignKey("suppliers.Supplier", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "place", "person", "supplier"),
                name="account_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=OF_A_PERSON & Q(person__isnull=False) | ~OF_A_PERSON & Q(person=None),
                name="account_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(kind=AccountKind.SUPPLIER, supplier__isnull=False)
                | ~Q(kind=AccountKind.SUPPLIER) & Q(supplier=None),
                name="account_of_a_supplier",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} @ {self.place_id}"
