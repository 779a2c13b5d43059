from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_erasures")]

    operations = [
        migrations.AlterField(
            model_name="shift",
            name="slot",
            field=models.CharField(
                choices=[
                    ("morning", "Morning"),
                    ("afternoon", "Afternoon"),
                    ("evening", "Evening"),
                    ("night", "Night"),
                ],
                max_length=16,
            ),
        ),
    ]
