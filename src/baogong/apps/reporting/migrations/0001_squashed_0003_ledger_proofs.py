import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("reporting", "0001_day_reports"),
        ("reporting", "0002_notices"),
        ("reporting", "0003_ledger_proofs"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_squashed_0006_initials"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True)),
                ("sum_fen", models.BigIntegerField()),
                ("differences", models.PositiveIntegerField()),
                ("postings", models.PositiveIntegerField()),
                ("proven_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DayReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                ("version", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("balanced", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("closed_at", models.DateTimeField()),
                (
                    "closed_by",
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
                        related_name="day_reports",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "date", "version"), name="day_report_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("balanced", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="day_report_unbalanced_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("date", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("delay", "Supplies come late"),
                            ("shortage", "Goods are missing"),
                            ("new_hour", "Supplies come at another hour"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("posted_at", models.DateTimeField()),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="places.place",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["estate", "date"], name="notice_of_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="notice_says_something",
                    )
                ],
            },
        ),
    ]
