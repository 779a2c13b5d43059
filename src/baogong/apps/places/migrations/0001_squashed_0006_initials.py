import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("places", "0001_initial"),
        ("places", "0002_rosters_and_households"),
        ("places", "0003_grid_plans"),
        ("places", "0004_households_recorded_at"),
        ("places", "0005_photos"),
        ("places", "0006_initials"),
    ]

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
                            ("station", "Station"),
                            ("checkpoint", "Checkpoint"),
                            ("enterprise", "Enterprise"),
                            ("site", "Other site"),
                        ],
                        max_length=16,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("path", models.CharField(db_collation="C", max_length=250, unique=True)),
                ("label", models.CharField(max_length=80)),
                ("initials", models.CharField(blank=True, db_collation="C", max_length=80)),
                ("sort_key", models.CharField(db_collation="C", max_length=250)),
                ("floor", models.SmallIntegerField(null=True)),
                ("people", models.PositiveSmallIntegerField(null=True)),
                ("occupied", models.BooleanField(null=True)),
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
            options={
                "indexes": [
                    models.Index(fields=["parent", "sort_key"], name="place_children"),
                    models.Index(fields=["kind", "path"], name="place_kind_path"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "town"), ("parent__isnull", False), _connector="OR"
                        ),
                        name="place_only_towns_have_no_parent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("image", models.BinaryField()),
                ("kept_by", models.CharField(max_length=40)),
                ("kept_at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kept_at"], name="photo_age")],
            },
        ),
        migrations.CreateModel(
            name="HouseholdPhone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=11)),
                ("position", models.PositiveSmallIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phones",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("household", "number"), name="household_phone_stands_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GridPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "In force"),
                            ("superseded", "Replaced"),
                            ("discarded", "Thrown away"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                ("drawn_by", models.CharField(max_length=40)),
                ("entrances", models.PositiveIntegerField()),
                ("edits", models.PositiveIntegerField(default=0)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_by", models.CharField(default="", max_length=40)),
                ("note", models.CharField(default="", max_length=200)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_plans",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "version"), name="grid_plan_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("estate",),
                        name="grid_plan_one_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "approved")),
                        fields=("estate",),
                        name="grid_plan_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("status", "draft"), ("status", "discarded"), _connector="OR"
                                ),
                                ("approved_at", None),
                            ),
                            models.Q(
                                models.Q(
                                    ("status", "approved"),
                                    ("status", "superseded"),
                                    _connector="OR",
                                ),
                                ("approved_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grid_plan_approved_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GridPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="places.gridplan",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_parts",
                        to="places.place",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "place"), name="grid_part_once_per_plan"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CareFlag",
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
                            ("elderly_alone", "Old and alone"),
                            ("elderly", "Old people"),
                            ("disabled", "Cannot move well"),
                            ("pregnant", "Pregnant"),
                            ("infant", "Infant"),
                            ("dialysis", "Dialysis"),
                            ("chronic", "Lasting medicine"),
                            ("lowincome", "Low income"),
                            ("away", "Away from home"),
                        ],
                        max_length=16,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="care_flags",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("household", "kind"), name="care_flag_stands_once"
                    )
                ],
            },
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
                ("initials", models.CharField(blank=True, db_collation="C", max_length=80)),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "name"), name="place_alias_once_per_estate"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceOutline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("polygons", models.JSONField()),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outline",
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
            options={
                "indexes": [
                    models.Index(fields=["place", "key", "-since"], name="place_setting_latest")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                ("adds_doors", models.BooleanField()),
                ("content", models.BinaryField(null=True)),
                ("read", models.JSONField(null=True)),
                ("uploaded_at", models.DateTimeField()),
                ("uploaded_by", models.CharField(max_length=40)),
                ("loaded_at", models.DateTimeField(null=True)),
                ("loaded_by", models.CharField(default="", max_length=40)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roster_files",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["estate", "-uploaded_at"], name="roster_file_newest")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterConflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=32)),
                ("doors", models.JSONField()),
                ("rows", models.JSONField()),
                ("value", models.CharField(max_length=80)),
                ("choices", models.JSONField()),
                ("chosen", models.JSONField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.CharField(default="", max_length=40)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roster_conflicts",
                        to="places.place",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="places.rosterfile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["estate", "id"],
                        name="roster_conflict_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "digest"), name="roster_conflict_asked_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("fields", models.JSONField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=40)),
                (
                    "town",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("town", "kind"), name="roster_mapping_once_per_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet", models.CharField(max_length=40)),
                ("row", models.PositiveIntegerField()),
                ("why", models.CharField(max_length=32)),
                ("raw", models.CharField(max_length=120)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refusals",
                        to="places.rosterfile",
                    ),
                ),
            ],
        ),
    ]
