import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("sorting", "0001_initial"),
        ("sorting", "0002_crate_units"),
        ("sorting", "0003_stand_ins"),
        ("sorting", "0004_tables_and_scans"),
        ("sorting", "0005_weighing"),
        ("sorting", "0006_shortages"),
        ("sorting", "0007_shared_bags"),
        ("sorting", "0008_fewer_indexes"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0001_squashed_0005_at_scale"),
        ("custody", "0001_squashed_0002_parcels"),
        ("ordering", "0001_squashed_0015_fewer_indexes"),
        ("places", "0001_squashed_0006_initials"),
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
                ("claimed_at", models.DateTimeField(null=True)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ordering.order",
                    ),
                ),
                ("orders", models.ManyToManyField(related_name="bags", to="ordering.order")),
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("order", "part"), name="bag_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("part__gte", 1), ("part__lte", models.F("parts"))),
                        name="bag_part_of_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit", None), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="bag_with_unit_is_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimed_at", None), ("claimed_by", None)),
                            models.Q(("claimed_at__isnull", False), ("claimed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="bag_claimed_by_somebody",
                    ),
                ],
            },
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="sorting.bag",
                    ),
                ),
                (
                    "good",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.good",
                    ),
                ),
                (
                    "in_place_of",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stood_in_by",
                        to="sorting.bagline",
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bag", "order_line", "good", "in_place_of"),
                        name="bag_line_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned__gt", 0)), name="bag_line_positive"
                    ),
                ],
            },
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
                ("scanning_since", models.DateTimeField(null=True)),
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("unit", None)),
                            models.Q(("closed_at__isnull", False), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="crate_closed_has_unit",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CrateUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("put_at", models.DateTimeField()),
                ("scanned_at", models.DateTimeField(null=True)),
                (
                    "crate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contents",
                        to="sorting.crate",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crates",
                        to="custody.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("crate", "unit"), name="crate_unit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Shortage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("ordered", models.PositiveIntegerField()),
                ("came", models.PositiveIntegerField()),
                ("supply", models.PositiveIntegerField()),
                ("unit", models.PositiveSmallIntegerField()),
                (
                    "strategy",
                    models.CharField(
                        choices=[
                            ("one_each", "One for each door first, then a second one"),
                            ("pro_rata", "The same part of what each ordered"),
                            ("priority", "Priority doors first"),
                            ("by_time", "Who ordered first"),
                            ("draw", "By draw"),
                        ],
                        max_length=10,
                    ),
                ),
                ("seed", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__gt", 0)), name="shortage_unit_positive"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wanted", models.PositiveIntegerField()),
                ("granted", models.PositiveIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("priority", models.PositiveSmallIntegerField(default=0)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("in_full", "All that was ordered"),
                            ("level", "As many as every door"),
                            ("last_round", "One more, by lot"),
                            ("share", "Its exact part"),
                            ("rounded_up", "Its part, rounded up"),
                            ("rounded_down", "Its part, rounded down"),
                            ("ran_out", "Others were first, then none was left"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ordering.order",
                    ),
                ),
                (
                    "shortage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="sorting.shortage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shortage", "household"), name="share_of_door_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted__lte", models.F("wanted")), ("wanted__gt", 0)
                        ),
                        name="share_within_what_was_wanted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                ("fen", models.PositiveIntegerField()),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("refund", "The money back"),
                            ("swap", "Something similar in its place"),
                            ("ask", "Call me first"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("refund", "The money back"),
                            ("swap", "Something similar in its place"),
                            ("ask", "Call me first"),
                        ],
                        max_length=8,
                    ),
                ),
                ("instead", models.PositiveIntegerField(default=0)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cuts",
                        to="ordering.order",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.good",
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
                    "shortage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cuts",
                        to="sorting.shortage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "ask")),
                        fields=["shortage"],
                        name="cut_to_call",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shortage", "order"), name="cut_of_order_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="cut_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("instead__gt", 0), ("other__isnull", False), ("outcome", "swap")
                            ),
                            models.Q(
                                models.Q(("outcome", "swap"), _negated=True),
                                ("instead", 0),
                                ("other", None),
                            ),
                            _connector="OR",
                        ),
                        name="cut_swap_is_a_good",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(
                                ("choice", "ask"),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("outcome", "ask"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cut_settled_by_somebody",
                    ),
                ],
            },
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
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("missing", "It is missing"),
                            ("broken", "It is broken or spoiled"),
                            ("wrong", "It is the wrong good"),
                            ("recalled", "It was called back"),
                            ("divided", "Too little came, and it was divided"),
                        ],
                        default="missing",
                        max_length=10,
                    ),
                ),
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
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.photo",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="short_line_positive"
                    )
                ],
            },
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
            model_name="shortage",
            name="wave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shortages",
                to="sorting.wave",
            ),
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
        migrations.CreateModel(
            name="Weighing",
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
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "bag_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weighings",
                        to="sorting.bagline",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="superseded_by",
                        to="sorting.weighing",
                    ),
                ),
                (
                    "weighed_by",
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
                        condition=models.Q(("supersedes", None)),
                        fields=("bag_line",),
                        name="weighing_first_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)), name="weighing_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeighedLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("expected", models.PositiveIntegerField()),
                ("charged", models.PositiveIntegerField()),
                ("difference_fen", models.IntegerField()),
                (
                    "bag_line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighed",
                        to="sorting.bagline",
                    ),
                ),
                (
                    "weighing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sorting.weighing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("charged__gt", 0),
                            ("expected__gt", 0),
                            models.Q(
                                models.Q(
                                    ("charged__gte", models.F("expected")),
                                    ("difference_fen__gte", 0),
                                ),
                                models.Q(
                                    ("charged__lt", models.F("expected")),
                                    ("difference_fen__lte", 0),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="weighed_line_costs_by_weight",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WeightConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("most", models.PositiveIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("chat", "In the chat"),
                            ("door", "At the door"),
                        ],
                        max_length=8,
                    ),
                ),
                ("occurred_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bag_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="sorting.bagline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("most__gt", 0)), name="weight_consent_positive"
                    )
                ],
            },
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
    ]
