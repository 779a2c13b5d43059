from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_liaisons")]

    operations = [
        migrations.AddField(
            model_name="householdcard",
            name="opened_at",
            field=models.DateTimeField(null=True),
        ),
    ]
