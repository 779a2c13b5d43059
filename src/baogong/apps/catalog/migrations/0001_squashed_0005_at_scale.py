import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("catalog", "0001_initial"),
        ("catalog", "0002_keeping"),
        ("catalog", "0003_publishing_and_prices"),
        ("catalog", "0004_costs"),
        ("catalog", "0005_at_scale"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Good",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sku", models.CharField(db_collation="C", max_length=20, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "sold_by",
                    models.CharField(
                        choices=[("piece", "by piece"), ("gram", "by weight")], max_length=8
                    ),
                ),
                ("piece_grams", models.PositiveIntegerField(null=True)),
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
                        default="household",
                        max_length=12,
                    ),
                ),
                ("fragile", models.BooleanField(default=False)),
                ("keep_cold", models.BooleanField(default=False)),
                ("best_hours", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("piece_grams", None), ("sold_by", "gram")),
                            models.Q(
                                ("piece_grams__gt", 0),
                                ("piece_grams__isnull", False),
                                ("sold_by", "piece"),
                            ),
                            _connector="OR",
                        ),
                        name="good_weight_fits_unit",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=20, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("staple", "Staples"),
                            ("produce", "Fruit and vegetables"),
                            ("kitchen", "For the kitchen"),
                            ("household", "For the household"),
                            ("other", "Other"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("price_fen", models.PositiveIntegerField()),
                ("stated_grams", models.PositiveIntegerField(default=0)),
                ("tolerance_percent", models.PositiveSmallIntegerField(default=0)),
                ("weight_reason", models.CharField(default="", max_length=200)),
                ("at_scale", models.BooleanField(default=False)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(
                                ("price_fen__gt", 0),
                                ("stated_grams__gt", 0),
                                models.Q(("family", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="package_published_is_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before_fen", models.PositiveIntegerField()),
                ("after_fen", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_requests",
                        to="catalog.package",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("after_fen__gt", 0),
                            models.Q(("after_fen", models.F("before_fen")), _negated=True),
                        ),
                        name="price_request_is_another_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="price_request_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("approved", models.BooleanField()),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="catalog.pricerequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved", True), ("decided_by__isnull", False), _connector="OR"
                        ),
                        name="price_decision_refused_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fen", models.PositiveIntegerField()),
                ("since", models.DateTimeField()),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="catalog.package",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["package", "-since"], name="package_cost_latest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fen__gt", 0)), name="package_cost_is_an_amount"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                (
                    "good",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.good",
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="catalog.package",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("package", "good"), name="package_item_good_once"
                    )
                ],
            },
        ),
    ]
