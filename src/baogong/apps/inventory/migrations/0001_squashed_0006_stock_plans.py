import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("inventory", "0001_initial"),
        ("inventory", "0002_recalls"),
        ("inventory", "0003_lot_marks"),
        ("inventory", "0004_storage_areas"),
        ("inventory", "0005_counts_and_refills"),
        ("inventory", "0006_stock_plans"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0001_squashed_0005_at_scale"),
        ("places", "0001_squashed_0006_initials"),
        ("suppliers", "0001_squashed_0003_licence_until"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("grams", models.PositiveIntegerField()),
                ("occurred_at", models.DateTimeField()),
                (
                    "counted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("on_hand", models.PositiveIntegerField()),
                ("hold_until", models.DateTimeField(null=True)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("maker", models.CharField(blank=True, max_length=80)),
                ("made_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                (
                    "good",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="catalog.good",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="places.place",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "good", "received_at"], name="lot_shelf")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_on", None),
                            ("expires_on", None),
                            ("expires_on__gte", models.F("made_on")),
                            _connector="OR",
                        ),
                        name="lot_made_before_it_expires",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("called_at", models.DateTimeField()),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recall",
                        to="inventory.lot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="recall_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecallAnswer",
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
                            ("taken_back", "Taken back"),
                            ("thrown_away", "Thrown away there"),
                            ("eaten", "Eaten already"),
                            ("nobody", "Nobody reached"),
                        ],
                        max_length=12,
                    ),
                ),
                ("occurred_at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "recall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="inventory.recall",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["recall", "household", "-id"], name="recall_answer_latest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StockCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("packed", "Packed into a bag"),
                            ("counted", "Counted"),
                            ("spoiled", "Spoiled"),
                            ("broken", "Broken"),
                        ],
                        max_length=12,
                    ),
                ),
                ("before", models.PositiveIntegerField()),
                ("after", models.PositiveIntegerField()),
                ("occurred_at", models.DateTimeField()),
                (
                    "counted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "depot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "good",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.good",
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
                "indexes": [
                    models.Index(fields=["depot", "good", "-id"], name="stock_count_of_good")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", "counted"),
                            models.Q(
                                models.Q(
                                    ("reason", "spoiled"), ("reason", "broken"), _connector="OR"
                                ),
                                ("after__lt", models.F("before")),
                            ),
                            _connector="OR",
                        ),
                        name="stock_count_loses_or_corrects",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StockEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.IntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("packed", "Packed into a bag"),
                            ("counted", "Counted"),
                            ("spoiled", "Spoiled"),
                            ("broken", "Broken"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="inventory.lot",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source_type", "source_id"], name="stock_entry_source")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity", 0), _negated=True),
                        name="stock_entry_moves_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StockPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                ("ready_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock_plans",
                        to="places.place",
                    ),
                ),
                (
                    "ready_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "date"), name="stock_plan_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ready_at", None), ("ready_by", None), ("reason", "")),
                            models.Q(("ready_at__isnull", False), ("ready_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="stock_plan_ready_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockPlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grams", models.PositiveIntegerField()),
                (
                    "good",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.good",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="inventory.stockplan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "good"), name="stock_plan_good_once"),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)), name="stock_plan_line_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorageArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("leaf", "Leaf vegetables"),
                            ("root", "Roots and gourds"),
                            ("fruit", "Fruit"),
                            ("meat", "Meat and fish"),
                            ("egg_milk", "Eggs and milk"),
                            ("staple", "Rice, flour, noodles, oil"),
                            ("frozen", "Frozen"),
                            ("household", "For the household"),
                        ],
                        max_length=12,
                    ),
                ),
                ("par_grams", models.PositiveIntegerField(null=True)),
                (
                    "depot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="places.place",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("depot", "category"), name="storage_area_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RefillTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grams", models.PositiveIntegerField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "count",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refill",
                        to="inventory.areacount",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refills",
                        to="inventory.storagearea",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["taken_by", "done_at"], name="refill_done_by")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("area",),
                        name="refill_one_open_in_an_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)), name="refill_brings_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at", None), ("taken_by", None)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="refill_taken_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            ("done_at__gte", models.F("taken_at")),
                            _connector="OR",
                        ),
                        name="refill_done_after_taken",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="areacount",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="counts",
                to="inventory.storagearea",
            ),
        ),
        migrations.AddIndex(
            model_name="areacount",
            index=models.Index(fields=["area", "-id"], name="area_count_latest"),
        ),
    ]
