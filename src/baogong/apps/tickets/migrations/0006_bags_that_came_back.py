import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("missing", "Missing"),
    ("rotten", "Rotten or damaged"),
    ("wrong", "Wrong goods"),
    ("damaged", "Damaged on the way"),
    ("refused", "Not taken at the door"),
]
REMEDIES = [("refund", "Money back"), ("replace", "Bring it again")]


class Migration(migrations.Migration):
    dependencies = [
        ("custody", "0001_squashed_0002_parcels"),
        ("tickets", "0005_refunds_name_their_order"),
    ]

    operations = [
        migrations.AddField(
            "ticket",
            "unit",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="custody.unit",
            ),
        ),
        migrations.AlterField("ticket", "kind", models.CharField(choices=KINDS, max_length=8)),
        migrations.AlterField(
            "ticket", "remedy", models.CharField(blank=True, choices=REMEDIES, max_length=8)
        ),
    ]
