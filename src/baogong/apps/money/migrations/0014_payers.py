import django.db.models.deletion
from django.db import migrations, models

PAYERS = [
    ("household", "the household itself"),
    ("neighbour", "a neighbour"),
    ("helper", "its helper"),
    ("liaison", "the liaison"),
]


class Migration(migrations.Migration):
    dependencies = [("money", "0013_purchases_reversed_late")]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="payer",
            field=models.CharField(blank=True, choices=PAYERS, default="", max_length=9),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="payment",
            name="payer_door",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("payer_door", None), ("payer", "neighbour"), _connector="OR"),
                name="payment_by_a_door_is_a_neighbours",
            ),
        ),
    ]
