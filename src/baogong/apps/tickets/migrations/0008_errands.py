from django.db import migrations, models

# Doors that need help were kept apart from questions by how they came.
CARE_CALLS_ARE_ERRANDS = "UPDATE tickets_enquiry SET errand = true WHERE channel = 'care'"


class Migration(migrations.Migration):
    dependencies = [("tickets", "0007_care_calls")]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="errand",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="escalated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(CARE_CALLS_ARE_ERRANDS, migrations.RunSQL.noop),
    ]
