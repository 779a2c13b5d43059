from django.db import migrations, models

FILL = """
    UPDATE money_purchase SET reversed_late = true
      FROM money_cashfloat out
     WHERE out.id = cash_float_id AND reversed_at >= out.closed_at
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0012_append_only")]

    operations = [
        migrations.AddField(
            model_name="purchase",
            name="reversed_late",
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
