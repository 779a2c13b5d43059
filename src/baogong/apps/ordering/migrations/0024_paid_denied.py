from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ordering", "0023_fees_of_tools")]

    operations = [
        migrations.AddField(
            model_name="chainask",
            name="paid_denied_at",
            field=models.DateTimeField(null=True),
        ),
    ]
