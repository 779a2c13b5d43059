import baogong.apps.ordering.models.round
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("ordering", "0001_initial"),
        ("ordering", "0002_round_goods"),
        ("ordering", "0003_corrections_and_slips"),
        ("ordering", "0004_several_shops"),
        ("ordering", "0005_chains"),
        ("ordering", "0006_charges"),
        ("ordering", "0007_at_scale"),
        ("ordering", "0008_on_short"),
        ("ordering", "0009_group_buys"),
        ("ordering", "0010_printed_slips"),
        ("ordering", "0011_consent"),
        ("ordering", "0012_paid_in_tool"),
        ("ordering", "0013_asks"),
        ("ordering", "0014_limit_days"),
        ("ordering", "0015_fewer_indexes"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0001_squashed_0005_at_scale"),
        ("places", "0001_squashed_0006_initials"),
        ("suppliers", "0001_squashed_0003_licence_until"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("page", "Own page"),
                            ("phone", "By phone"),
                            ("sheet", "Paper slip"),
                            ("chain", "Chat chain"),
                            ("groupbuy", "Group-buy file"),
                            ("helper", "By a helper"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "said by phone"),
                            ("person", "said in person"),
                            ("standing", "standing arrangement"),
                            ("paper", "written on the slip"),
                            ("chat", "written in the chat"),
                        ],
                        max_length=8,
                    ),
                ),
                ("read_back", models.BooleanField(default=False)),
                ("over_percent", models.PositiveSmallIntegerField(default=0)),
                (
                    "on_short",
                    models.CharField(
                        choices=[
                            ("refund", "The money back"),
                            ("swap", "Something similar in its place"),
                            ("ask", "Call me first"),
                        ],
                        default="refund",
                        max_length=8,
                    ),
                ),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks",
                        to="places.place",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Chain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("pasted_at", models.DateTimeField()),
                (
                    "continues",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ordering.chain",
                    ),
                ),
                (
                    "pasted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChainLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("raw", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Ready"),
                            ("review", "To look at"),
                            ("entered", "Entered"),
                            ("left_out", "Left out"),
                            ("ignored", "No order"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("adds", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                ("number", models.CharField(max_length=8)),
                ("kind", models.CharField(max_length=8)),
                ("paid", models.BooleanField(null=True)),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="ordering.chain",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "position"), name="chain_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="chain_line_settled_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupBuyFile",
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
                ("sheets", models.JSONField(null=True)),
                ("head", models.JSONField()),
                ("problems", models.JSONField(default=list)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("uploaded_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupBuyMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("fields", models.JSONField()),
                ("goods", models.JSONField(default=dict)),
                ("set_at", models.DateTimeField()),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        fields=("town", "kind"), name="group_buy_mapping_once_per_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LimitException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("quantity", models.PositiveSmallIntegerField()),
                ("until", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("granted_at", models.DateTimeField()),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.package",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="limit_exception_quantity_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="limit_exception_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("price_fen", models.PositiveIntegerField()),
                ("stock", models.PositiveIntegerField(null=True)),
                ("household_limit", models.PositiveSmallIntegerField(null=True)),
                ("limit_days", models.PositiveSmallIntegerField(null=True)),
                ("at_scale", models.BooleanField(default=False)),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("first", "First come, first served"),
                            ("draw", "By lot among all who ask in time"),
                            ("one_each", "One for each door that asks in time, then a second one"),
                            ("priority", "Priority doors first, of those that ask in time"),
                        ],
                        default="first",
                        max_length=8,
                    ),
                ),
                (
                    "seed",
                    models.CharField(
                        default=baogong.apps.ordering.models.round.new_seed, max_length=32
                    ),
                ),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("dealt_at", models.DateTimeField(null=True)),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="catalog.package",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stock", None), ("taken__lte", models.F("stock")), _connector="OR"
                        ),
                        name="listing_not_oversold",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit_days", None),
                            models.Q(
                                ("household_limit__gt", 0),
                                ("household_limit__isnull", False),
                                ("limit_days__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="listing_limit_days_of_a_limit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("first", "First come, first served"),
                            ("draw", "By lot among all who ask in time"),
                            ("one_each", "One for each door that asks in time, then a second one"),
                            ("priority", "Priority doors first, of those that ask in time"),
                        ],
                        max_length=8,
                    ),
                ),
                ("late", models.BooleanField(default=False)),
                ("supply", models.PositiveIntegerField()),
                ("dealt_at", models.DateTimeField()),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to="ordering.listing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AskLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                ("granted", models.PositiveIntegerField(default=0)),
                ("waiting", models.PositiveIntegerField()),
                (
                    "ask",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="ordering.ask",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ask_lines",
                        to="ordering.listing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("waiting__gt", 0)),
                        fields=["listing"],
                        name="ask_line_waits",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ask", "listing"), name="ask_line_listing_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gt", 0),
                            (
                                "quantity__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("granted"), "+", models.F("waiting")
                                ),
                            ),
                        ),
                        name="ask_line_within_what_was_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListingItem",
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
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="ordering.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listing", "good"), name="listing_item_good_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="listing_item_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("page", "Own page"),
                            ("phone", "By phone"),
                            ("sheet", "Paper slip"),
                            ("chain", "Chat chain"),
                            ("groupbuy", "Group-buy file"),
                            ("helper", "By a helper"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "said by phone"),
                            ("person", "said in person"),
                            ("standing", "standing arrangement"),
                            ("paper", "written on the slip"),
                            ("chat", "written in the chat"),
                        ],
                        max_length=8,
                    ),
                ),
                ("read_back", models.BooleanField(default=False)),
                ("waits_for_check", models.BooleanField(default=False)),
                ("over_percent", models.PositiveSmallIntegerField(default=0)),
                (
                    "on_short",
                    models.CharField(
                        choices=[
                            ("refund", "The money back"),
                            ("swap", "Something similar in its place"),
                            ("ask", "Call me first"),
                        ],
                        default="refund",
                        max_length=8,
                    ),
                ),
                ("total_fen", models.PositiveIntegerField()),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("canceled_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="places.place",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["household", "-occurred_at"], name="order_latest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "phone"), _negated=True),
                            models.Q(("placed_by__isnull", False), ("read_back", True)),
                            _connector="OR",
                        ),
                        name="order_by_phone_is_read_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel", "page"), ("placed_by__isnull", False), _connector="OR"
                        ),
                        name="order_of_others_has_who_placed_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel", "page"),
                            models.Q(("consent", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="order_for_others_has_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("waits_for_check", False), ("channel", "sheet"), _connector="OR"
                        ),
                        name="order_only_slips_wait",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupBuyOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("raw", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Ready"),
                            ("review", "To look at"),
                            ("entered", "Entered"),
                            ("left_out", "Left out"),
                            ("ignored", "No order"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("adds", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                ("identity", models.CharField(max_length=64)),
                ("content", models.CharField(max_length=64)),
                ("number", models.CharField(max_length=40)),
                ("packages", models.JSONField(default=dict)),
                ("paid_fen", models.PositiveIntegerField(null=True)),
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
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="orders",
                        to="ordering.groupbuyfile",
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
                    "order",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_buy",
                        to="ordering.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "identity"), name="group_buy_order_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="group_buy_order_settled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "entered"), _negated=True),
                            ("order__isnull", False),
                            _connector="OR",
                        ),
                        name="group_buy_order_entered_has_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DealShare",
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
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="ordering.deal",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="ordering.askline",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deal_shares",
                        to="ordering.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deal", "line"), name="deal_share_of_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted__lte", models.F("wanted")), ("wanted__gt", 0)
                        ),
                        name="deal_share_within_what_was_wanted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("reason", models.CharField(max_length=200)),
                ("shop_agreed", models.BooleanField(default=False)),
                ("occurred_at", models.DateTimeField()),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "new_order",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_from",
                        to="ordering.order",
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="ordering.order",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChainAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("packages", models.JSONField(default=dict)),
                ("entered_at", models.DateTimeField(null=True)),
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asks",
                        to="ordering.chainline",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chain_asks",
                        to="ordering.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "door"), name="chain_ask_once_per_door"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                ("price_fen", models.PositiveIntegerField()),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="ordering.listing",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="ordering.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "listing"), name="order_line_listing_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="order_line_quantity_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                ("opens_at", models.DateTimeField()),
                ("cutoff_at", models.DateTimeField()),
                ("delivery_date", models.DateField()),
                ("draws_at", models.DateTimeField(null=True)),
                ("first_care", models.JSONField(default=list)),
                ("first_days", models.PositiveSmallIntegerField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["estate", "delivery_date"], name="round_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cutoff_at__gt", models.F("opens_at"))),
                        name="round_closes_after_it_opens",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedSlip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("printed_at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_slips",
                        to="ordering.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "household"), name="printed_slip_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="order",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="ordering.round",
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="listings",
                to="ordering.round",
            ),
        ),
        migrations.AddField(
            model_name="groupbuyfile",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="group_buy_files",
                to="ordering.round",
            ),
        ),
        migrations.AddField(
            model_name="chain",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chains",
                to="ordering.round",
            ),
        ),
        migrations.AddField(
            model_name="ask",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asks",
                to="ordering.round",
            ),
        ),
        migrations.CreateModel(
            name="RoundGood",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stock", models.PositiveIntegerField(null=True)),
                ("household_limit", models.PositiveIntegerField(null=True)),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "good",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.good",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goods",
                        to="ordering.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "good"), name="round_good_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stock", None), ("taken__lte", models.F("stock")), _connector="OR"
                        ),
                        name="round_good_not_oversold",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("same", models.BooleanField()),
                ("read_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slip_check",
                        to="ordering.order",
                    ),
                ),
                (
                    "read_by",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(
                                ("same", False),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="slip_check_settles_differences",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipCheckLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="ordering.slipcheck",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ordering.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("check_of", "listing"), name="slip_check_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="slip_check_line_positive"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["round", "household"], name="order_of_door"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("canceled_at", None), ("waits_for_check", True)),
                fields=["round"],
                name="order_waits_for_check",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(
                fields=("round", "package", "supplier"), name="listing_package_once_of_a_supplier"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupbuyfile",
            constraint=models.UniqueConstraint(
                fields=("round", "digest"), name="group_buy_file_once_in_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.UniqueConstraint(
                fields=("round", "digest"), name="chain_once_in_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("round", "household"),
                name="ask_one_stands_for_a_door",
            ),
        ),
    ]
