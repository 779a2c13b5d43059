from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_squashed_0006_modes_and_calls")]

    operations = [
        migrations.AddField("unitreturn", "kept_back_at", models.DateTimeField(null=True)),
    ]
