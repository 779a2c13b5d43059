import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whose table a bag is on, what was scanned into a crate, and why something is short."""

    dependencies = [
        ("custody", "0002_parcels"),
        ("ordering", "0003_corrections_and_slips"),
        ("places", "0005_photos"),
        ("sorting", "0003_stand_ins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="bag",
            name="claimed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="bag",
            name="claimed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="crate",
            name="scanning_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="crateunit",
            name="scanned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="shortline",
            name="photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="places.photo",
            ),
        ),
        migrations.AddField(
            model_name="shortline",
            name="reason",
            field=models.CharField(
                choices=[
                    ("missing", "It is missing"),
                    ("broken", "It is broken or spoiled"),
                    ("wrong", "It is the wrong good"),
                    ("recalled", "It was called back"),
                ],
                default="missing",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_at", None), ("claimed_by", None)),
                    models.Q(("claimed_at__isnull", False), ("claimed_by__isnull", False)),
                    _connector="OR",
                ),
                name="bag_claimed_by_somebody",
            ),
        ),
    ]
