import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("town", "Town"),
                            ("estate", "Estate"),
                            ("grid", "Grid"),
                            ("building", "Building"),
                            ("entrance", "Entrance"),
                            ("household", "Household"),
                            ("gate", "Gate"),
                            ("depot", "Depot"),
                            ("border_point", "Border point"),
                            ("pickup_point", "Pickup point"),
                        ],
                        max_length=16,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("path", models.CharField(db_collation="C", max_length=250, unique=True)),
                ("label", models.CharField(max_length=80)),
                ("sort_key", models.CharField(db_collation="C", max_length=250)),
                ("floor", models.SmallIntegerField(null=True)),
                ("people", models.PositiveSmallIntegerField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlaceAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_collation="C", max_length=80)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlaceSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("value", models.JSONField()),
                ("since", models.DateTimeField()),
                ("set_by", models.CharField(max_length=40)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settings",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["parent", "sort_key"], name="place_children"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["kind", "path"], name="place_kind_path"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "town"), ("parent__isnull", False), _connector="OR"),
                name="place_only_towns_have_no_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="placealias",
            constraint=models.UniqueConstraint(
                fields=("estate", "name"), name="place_alias_once_per_estate"
            ),
        ),
        migrations.AddIndex(
            model_name="placesetting",
            index=models.Index(fields=["place", "key", "-since"], name="place_setting_latest"),
        ),
    ]
