import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("delivery", "0001_initial"),
        ("delivery", "0002_takeovers"),
        ("delivery", "0003_crate_leaves"),
        ("delivery", "0004_units"),
        ("delivery", "0005_more_reasons"),
        ("delivery", "0006_modes_and_calls"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("custody", "0001_squashed_0002_parcels"),
        ("places", "0001_squashed_0006_initials"),
        ("sorting", "0001_squashed_0008_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("given", "Given"),
                            ("nobody_home", "Nobody home"),
                            ("refused", "Refused"),
                            ("damaged", "Damaged"),
                            ("sealed", "Entrance sealed"),
                            ("wrong_door", "Wrong door"),
                            ("undone", "Taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="delivery.attempt",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="custody.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "occurred_at"], name="attempt_of_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "undone"), ("reverses__isnull", False)),
                            models.Q(
                                models.Q(("result", "undone"), _negated=True), ("reverses", None)
                            ),
                            _connector="OR",
                        ),
                        name="attempt_undone_reverses",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldConflict",
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
                            ("not_holding", "The bag was with somebody else"),
                            ("unknown_bag", "No bag has this code"),
                            ("unknown_target", "What was to be taken back is not known"),
                            ("unreadable", "The report could not be read"),
                        ],
                        max_length=16,
                    ),
                ),
                ("payload", models.JSONField()),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to="custody.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
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
                            ("tap", "Officer's tap"),
                            ("photo", "Photo"),
                            ("pin", "Code of the household"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "end",
                    models.CharField(
                        choices=[
                            ("door", "To the door"),
                            ("entrance", "To the entrance"),
                            ("point", "To a pickup point"),
                        ],
                        default="door",
                        max_length=8,
                    ),
                ),
                ("occurred_at", models.DateTimeField()),
                (
                    "attempt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proof",
                        to="delivery.attempt",
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
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="custody.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                (
                    "crate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="run",
                        to="sorting.crate",
                    ),
                ),
                (
                    "entrance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="places.place",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["officer", "-started_at"], name="run_of_officer")
                ],
            },
        ),
        migrations.AddField(
            model_name="attempt",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="delivery.run",
            ),
        ),
        migrations.CreateModel(
            name="RunUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="delivery.run",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="custody.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "unit"), name="run_unit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Takeover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "handoff",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="custody.handoff",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takeovers",
                        to="delivery.run",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("run",),
                        name="takeover_one_open_per_run",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handoff", None), ("taken_by", None)),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("handoff__isnull", False),
                                ("taken_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="takeover_taken_has_handoff",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("nobody_home", "Nobody home"),
                            ("refused", "Refused"),
                            ("damaged", "Damaged"),
                            ("sealed", "Entrance sealed"),
                            ("wrong_door", "Wrong door"),
                            ("not_tried", "Not tried"),
                        ],
                        max_length=12,
                    ),
                ),
                ("returned_at", models.DateTimeField()),
                (
                    "handoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="custody.handoff",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="delivery.run",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="custody.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "unit"), name="unit_return_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reoffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                (
                    "crate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reoffers",
                        to="sorting.crate",
                    ),
                ),
                (
                    "unit_return",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reoffer",
                        to="delivery.unitreturn",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("missed_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="places.place",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="sorting.wave",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["point", "starts_at"], name="call_at_point")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("wave", "household", "point"), name="call_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CrateLeave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
                (
                    "crate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to="sorting.crate",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("crate", "officer"), name="crate_leave_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="crate_leave_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModeChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("authority", models.CharField(max_length=80)),
                ("document_no", models.CharField(default="", max_length=80)),
                ("recorded_at", models.DateTimeField()),
                ("reason", models.CharField(default="", max_length=200)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("door", "To the door"),
                            ("entrance", "To the entrance"),
                            ("point", "To a pickup point"),
                        ],
                        max_length=8,
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
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
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
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="delivery.modechange",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["place", "-starts_at"], name="modechange_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("authority", ""), _negated=True),
                        name="modechange_has_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="modechange_reversal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mode", "point"), ("point__isnull", False)),
                            models.Q(models.Q(("mode", "point"), _negated=True), ("point", None)),
                            _connector="OR",
                        ),
                        name="modechange_point_where_called",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="modechange_says_why",
                    ),
                ],
            },
        ),
    ]
