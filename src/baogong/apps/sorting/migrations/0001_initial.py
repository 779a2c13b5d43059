import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("custody", "0001_initial"),
        ("ordering", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("part", models.PositiveSmallIntegerField()),
                ("parts", models.PositiveSmallIntegerField()),
                ("code", models.CharField(db_collation="C", max_length=16, unique=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bags",
                        to="places.place",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bags",
                        to="ordering.order",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bag",
                        to="custody.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BagLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned", models.PositiveIntegerField()),
                (
                    "bag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="sorting.bag",
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
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bag_lines",
                        to="ordering.orderline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Crate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("code", models.CharField(db_collation="C", max_length=16, unique=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "entrance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crates",
                        to="places.place",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="custody.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CrateBag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("put_at", models.DateTimeField()),
                (
                    "bag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crates",
                        to="sorting.bag",
                    ),
                ),
                (
                    "crate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contents",
                        to="sorting.crate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShortLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                ("occurred_at", models.DateTimeField()),
                (
                    "bag_line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="short",
                        to="sorting.bagline",
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
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                (
                    "depot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waves",
                        to="places.place",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wave",
                        to="ordering.round",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="crate",
            name="wave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="crates",
                to="sorting.wave",
            ),
        ),
        migrations.AddField(
            model_name="bag",
            name="wave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bags", to="sorting.wave"
            ),
        ),
        migrations.AddConstraint(
            model_name="bagline",
            constraint=models.UniqueConstraint(
                fields=("bag", "order_line", "good"), name="bag_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bagline",
            constraint=models.CheckConstraint(
                condition=models.Q(("planned__gt", 0)), name="bag_line_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="cratebag",
            constraint=models.UniqueConstraint(fields=("crate", "bag"), name="crate_bag_once"),
        ),
        migrations.AddConstraint(
            model_name="shortline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="short_line_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="crate",
            constraint=models.UniqueConstraint(
                fields=("wave", "entrance", "number"), name="crate_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="crate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("wave", "entrance"),
                name="crate_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="crate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("unit", None)),
                    models.Q(("closed_at__isnull", False), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="crate_closed_has_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.UniqueConstraint(fields=("order", "part"), name="bag_part_once"),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__gte", 1), ("part__lte", models.F("parts"))),
                name="bag_part_of_parts",
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", None), ("done_at__isnull", False), _connector="OR"),
                name="bag_with_unit_is_done",
            ),
        ),
    ]
