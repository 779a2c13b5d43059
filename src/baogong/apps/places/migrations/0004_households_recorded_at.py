from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0003_grid_plans"),
    ]

    operations = [
        migrations.AddField(
            model_name="careflag",
            name="recorded_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="householdphone",
            name="recorded_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
    ]
