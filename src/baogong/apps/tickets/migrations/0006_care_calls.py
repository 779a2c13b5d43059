from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0005_refunds_name_their_order")]

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
