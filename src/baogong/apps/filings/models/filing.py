from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.filings.enums import FilingState

_APPROVED = Q(state=FilingState.APPROVED)
_DECIDED = Q(decided_by__isnull=False, decided_at__isnull=False)


class FilingQuerySet(models.QuerySet["Filing"]):
    def waiting(self) -> "FilingQuerySet":
        return self.filter(state=FilingState.FILED)

    def with_names(self) -> "FilingQuerySet":
        """With all that its row and its checks speak of."""
        return self.select_related("estate", "gate", "supplier", "filed_by", "decided_by")

    def approved(self) -> "FilingQuerySet":
        return self.filter(state=FilingState.APPROVED)


class Filing(models.Model):
    """A group buy that somebody wants to open in an estate. Withdrawn, never deleted.

    Its supplier is a known one, or one that is named with its licence in the ``new_`` fields and
    becomes a supplier when a commander approves; then ``round`` and ``slot`` are made, too.
    ``arrives_at`` begins a slot of the gate on the delivery day. What was decided last stays
    until it is decided on again.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="filings")
    title = models.CharField(max_length=60)
    supplier = models.ForeignKey(
        "suppliers.Supplier", models.PROTECT, null=True, related_name="filings"
    )
    new_name = models.CharField(max_length=80, blank=True)
    new_licence = models.CharField(max_length=40, blank=True)
    new_licence_until = models.DateField(null=True)
    new_photo = models.ForeignKey("places.Photo", models.SET_NULL, null=True, related_name="+")
    gate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    arrives_at = models.DateTimeField()
    delivery_date = models.DateField()
    cutoff_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=FilingState, default=FilingState.DRAFT)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    round = models.OneToOneField(
        "ordering.Round", models.PROTECT, null=True, related_name="filing"
    )
    slot = models.OneToOneField(
        "gate.ArrivalSlot", models.PROTECT, null=True, related_name="filing"
    )

    objects = FilingQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("estate", "state"), name="filing_of_estate"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(supplier__isnull=False) | ~Q(new_name="") & ~Q(new_licence=""),
                name="filing_names_its_supplier",
            ),
            models.CheckConstraint(
                condition=Q(cutoff_at__lt=F("arrives_at")), name="filing_closes_before_truck"
            ),
            models.CheckConstraint(
                condition=_APPROVED
                & _DECIDED
                & Q(supplier__isnull=False, round__isnull=False, slot__isnull=False)
                | ~_APPROVED & Q(round=None, slot=None),
                name="filing_approved_has_round",
            ),
            models.CheckConstraint(
                condition=~_APPROVED | ~Q(decided_by=F("filed_by")),
                name="filing_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=FilingState.REFUSED) | _DECIDED & ~Q(reason=""),
                name="filing_refused_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"filing {self.pk}"


class FiledPackage(models.Model):
    """A package of a filing; ``stock``: how many there are in all, None: no bound."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="packages")
    package = models.ForeignKey("catalog.Package", models.PROTECT, related_name="+")
    stock = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("filing", "package"), name="filed_package_once"),
        )

    def __str__(self) -> str:
        return f"{self.package_id} in filing {self.filing_id}"
