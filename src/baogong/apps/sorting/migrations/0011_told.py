import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("sorting", "0010_cuts_of_bags"),
    ]

    operations = [
        migrations.AddField("share", "told_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "share",
            "told_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "share",
            models.CheckConstraint(
                condition=models.Q(told_at=None, told_by=None)
                | models.Q(told_at__isnull=False, told_by__isnull=False),
                name="share_told_by_somebody",
            ),
        ),
    ]
