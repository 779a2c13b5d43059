from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0006_bags_that_came_back")]

    operations = [
        migrations.AlterField(
            model_name="enquiry",
            name="channel",
            field=models.CharField(
                choices=[("call", "Call"), ("sms", "Text message"), ("care", "Care call")],
                max_length=8,
            ),
        ),
    ]
