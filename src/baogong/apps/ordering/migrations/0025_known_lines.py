from django.db import migrations, models

STATES = [
    ("ready", "Ready"),
    ("review", "To look at"),
    ("entered", "Entered"),
    ("left_out", "Left out"),
    ("ignored", "No order"),
    ("known", "Stood there before"),
]


class Migration(migrations.Migration):
    dependencies = [("ordering", "0024_paid_denied")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="state",
            field=models.CharField(choices=STATES, max_length=8),
        )
        for name in ("chainline", "groupbuyorder")
    ]
