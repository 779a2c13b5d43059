import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("money", "0001_initial"),
        ("money", "0002_floats"),
        ("money", "0003_provider_payments"),
        ("money", "0004_group_buy_payments"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_squashed_0006_initials"),
        ("suppliers", "0001_squashed_0003_licence_until"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
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
                            ("household", "A household"),
                            ("sales", "Goods sold"),
                            ("cash", "Cash in somebody's hands"),
                            ("safe", "Cash in the safe"),
                            ("bank", "Transfers"),
                            ("provider", "Paid by phone"),
                            ("group_buy", "In group-buy tools"),
                            ("float", "Float of a shopper"),
                            ("supplier", "A shop"),
                            ("purchases", "Goods bought"),
                            ("over_short", "Cash over or short"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="places.place",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.supplier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "place", "person", "supplier"),
                        name="account_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("kind", "cash"), ("kind", "float"), _connector="OR"),
                                ("person__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind", "cash"),
                                    ("kind", "float"),
                                    _connector="OR",
                                    _negated=True,
                                ),
                                ("person", None),
                            ),
                            _connector="OR",
                        ),
                        name="account_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "supplier"), ("supplier__isnull", False)),
                            models.Q(
                                models.Q(("kind", "supplier"), _negated=True), ("supplier", None)
                            ),
                            _connector="OR",
                        ),
                        name="account_of_a_supplier",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("counted_fen", models.PositiveIntegerField()),
                ("expected_fen", models.BigIntegerField()),
                ("counted_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                (
                    "counted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cash_counts",
                        to="places.place",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
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
                        condition=models.Q(("dropped_at", None), ("signed_at", None)),
                        fields=("estate", "holder"),
                        name="cash_count_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signed_by", models.F("counted_by")), _negated=True),
                        name="cash_count_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at", None), ("signed_by", None)),
                            models.Q(
                                ("dropped_at", None),
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="cash_count_signed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at", None),
                            ("counted_fen", models.F("expected_fen")),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cash_count_difference_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashFloat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("fen", models.PositiveIntegerField()),
                ("given_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("back_fen", models.PositiveIntegerField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cash_floats",
                        to="places.place",
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
                    "shopper",
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
                        condition=models.Q(("closed_at", None)),
                        fields=("estate", "shopper"),
                        name="float_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fen__gt", 0)), name="float_is_an_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_by", models.F("shopper")), _negated=True),
                            models.Q(("closed_by", models.F("shopper")), _negated=True),
                        ),
                        name="float_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="float_closed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("is_back", models.BooleanField(default=False)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("cash", "Cash"),
                            ("transfer", "Transfer"),
                            ("wechat", "WeChat Pay"),
                            ("groupbuy", "In a group-buy tool"),
                        ],
                        max_length=8,
                    ),
                ),
                ("fen", models.PositiveIntegerField()),
                ("reference", models.CharField(blank=True, max_length=64)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="places.place",
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
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="money.payment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["household", "-id"], name="payment_of_household")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fen__gt", 0)), name="payment_is_an_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("method", "wechat"), ("taken_by__isnull", False), _connector="OR"
                        ),
                        name="payment_taken_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undoes", None), ("why", "")),
                            models.Q(
                                ("undoes__isnull", False), models.Q(("why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="payment_undone_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                            ("order", "Ordered"),
                            ("canceled", "Order taken back"),
                            ("refund", "Refund for a report"),
                            ("short", "Refund for goods that did not come"),
                            ("weighed", "Weighed"),
                            ("payment", "Paid"),
                            ("payback", "Paid back"),
                            ("undone", "Payment taken back"),
                            ("count", "Cash counted"),
                            ("float_out", "Float handed out"),
                            ("bought", "Bought on behalf"),
                            ("float_back", "Float handed back"),
                            ("bill", "Shop's bill"),
                            ("settled", "Shop paid"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("actor", models.CharField(max_length=40)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source_type", "source_id", "kind"),
                        name="posting_once_of_a_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderPayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "way",
                    models.CharField(choices=[("native", "Native"), ("h5", "H5")], max_length=8),
                ),
                ("fen", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("paid", "Paid"),
                            ("closed", "Closed"),
                            ("refunded", "Refunded"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("opens", models.CharField(blank=True, max_length=512)),
                ("transaction_id", models.CharField(blank=True, max_length=32)),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
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
                    "payment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="money.payment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["begun_at"],
                        name="provider_payment_waits",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fen__gt", 0)), name="provider_payment_is_an_amount"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("household",),
                        name="provider_payment_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("payment__isnull", False),
                                ("state", "paid"),
                                models.Q(("transaction_id", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "paid"), _negated=True), ("payment", None)
                            ),
                            _connector="OR",
                        ),
                        name="provider_payment_paid_is_posted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="provider_payment_settled_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("fen", models.PositiveIntegerField()),
                ("what", models.CharField(blank=True, max_length=200)),
                ("occurred_at", models.DateTimeField()),
                (
                    "cash_float",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purchases",
                        to="money.cashfloat",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purchases",
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
                "indexes": [
                    models.Index(fields=["household", "-id"], name="purchase_of_household")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fen__gt", 0)), name="purchase_is_an_amount"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fen", models.PositiveBigIntegerField()),
                (
                    "credit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="money.account",
                    ),
                ),
                (
                    "debit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debits",
                        to="money.account",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="money.posting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fen__gt", 0)), name="transfer_moves_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("debit", models.F("credit")), _negated=True),
                        name="transfer_between_two_accounts",
                    ),
                ],
            },
        ),
    ]
