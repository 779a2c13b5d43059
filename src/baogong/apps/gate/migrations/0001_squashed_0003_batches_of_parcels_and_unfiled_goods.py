import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("gate", "0001_slots_and_batches"),
        ("gate", "0002_parcels"),
        ("gate", "0003_batches_of_parcels_and_unfiled_goods"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0001_squashed_0005_at_scale"),
        ("custody", "0001_squashed_0002_parcels"),
        ("inventory", "0001_squashed_0006_stock_plans"),
        ("places", "0001_squashed_0006_initials"),
        ("procurement", "0001_squashed_0007_pay_methods"),
    ]

    operations = [
        migrations.CreateModel(
            name="Parcel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("platform", models.CharField(blank=True, max_length=40)),
                ("tracking", models.CharField(blank=True, db_collation="C", max_length=40)),
                ("phone_tail", models.CharField(blank=True, max_length=4)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("piece", models.PositiveIntegerField(default=1)),
                ("pieces", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(null=True)),
                (
                    "door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parcels_for_it",
                        to="places.place",
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parcels_brought",
                        to="places.place",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parcel",
                        to="custody.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["gate", "-recorded_at"], name="parcel_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tracking", ""), _negated=True),
                        fields=("gate", "tracking", "piece"),
                        name="parcel_piece_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("piece__gte", 1), ("piece__lte", models.F("pieces"))),
                        name="parcel_piece_of_pieces",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_at", None), ("received_by", None)),
                            models.Q(
                                ("received_at__isnull", False), ("received_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="parcel_received_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("door__isnull", False),
                                ("received_at__isnull", False),
                                ("unit__isnull", False),
                            ),
                            models.Q(("door", None), ("unit", None)),
                            models.Q(("received_at", None), ("unit", None)),
                            _connector="OR",
                        ),
                        name="parcel_unit_when_here_with_door",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SprayBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("release_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spray_batches",
                        to="places.place",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["gate", "-started_at"], name="spray_batch_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("release_at", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("release_at__gte", models.F("ended_at")),
                            ),
                            _connector="OR",
                        ),
                        name="spray_batch_release_when_ended",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SprayedLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="gate.spraybatch",
                    ),
                ),
                (
                    "lot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sprayed",
                        to="inventory.lot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SprayedParcel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parcels",
                        to="gate.spraybatch",
                    ),
                ),
                (
                    "parcel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sprayed",
                        to="gate.parcel",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnfiledGoods",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("what", models.CharField(max_length=80)),
                ("count", models.PositiveIntegerField()),
                ("from_whom", models.CharField(max_length=40)),
                ("place_there", models.CharField(max_length=80)),
                ("filed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unfiled_goods",
                        to="places.place",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.photo",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["gate", "filed_at"], name="unfiled_oldest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0)), name="unfiled_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnfiledProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("depot", "To the depot"),
                            ("sender", "Back to the sender"),
                            ("door", "To a door"),
                            ("destroy", "Destroy"),
                        ],
                        max_length=8,
                    ),
                ),
                ("quantity", models.PositiveIntegerField(null=True)),
                ("reason", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField()),
                ("agreed", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "good",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.good",
                    ),
                ),
                (
                    "goods",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="gate.unfiledgoods",
                    ),
                ),
                (
                    "lot",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.lot",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agreed", None), ("agreed", True), _connector="OR"),
                        fields=("goods",),
                        name="unfiled_one_live_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed", None), ("answered_at", None), ("answered_by", None)
                            ),
                            models.Q(
                                ("agreed__isnull", False),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="unfiled_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed", True),
                            ("answered_by", models.F("proposed_by")),
                            _negated=True,
                        ),
                        name="unfiled_agreed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "door"), ("door__isnull", False)),
                            models.Q(models.Q(("outcome", "door"), _negated=True), ("door", None)),
                            _connector="OR",
                        ),
                        name="unfiled_door_has_a_door",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", "depot"), ("good__isnull", False), ("quantity__gt", 0)
                            ),
                            models.Q(
                                models.Q(("outcome", "depot"), _negated=True),
                                ("good", None),
                                ("quantity", None),
                            ),
                            _connector="OR",
                        ),
                        name="unfiled_depot_has_a_good",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", "depot"), ("agreed", True), ("lot__isnull", False)
                            ),
                            models.Q(("agreed", None), ("lot", None)),
                            models.Q(("agreed", False), ("lot", None)),
                            models.Q(models.Q(("outcome", "depot"), _negated=True), ("lot", None)),
                            _connector="OR",
                        ),
                        name="unfiled_depot_is_a_lot",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArrivalSlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("who", models.CharField(blank=True, max_length=40)),
                ("boxes", models.PositiveIntegerField()),
                ("booked_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("canceled_at", models.DateTimeField(null=True)),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrival_slots",
                        to="places.place",
                    ),
                ),
                (
                    "purchase_order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrival_slots",
                        to="procurement.purchaseorder",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("canceled_at", None)),
                        fields=("gate", "begins_at"),
                        name="arrival_slot_one_truck",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="arrival_slot_lasts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purchase_order__isnull", False), ("who", "")),
                            models.Q(
                                ("purchase_order", None), models.Q(("who", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="arrival_slot_says_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at", None), ("arrived_at__isnull", False), _connector="OR"
                        ),
                        name="arrival_slot_came_before_it_left",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("canceled_at", None), ("arrived_at", None), _connector="OR"
                        ),
                        name="arrival_slot_came_or_canceled",
                    ),
                ],
            },
        ),
    ]
