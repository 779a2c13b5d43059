import baogong.apps.ordering.models.round
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ordering", "0025_known_lines")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="seed",
            field=models.CharField(
                default=baogong.apps.ordering.models.round.new_seed, max_length=32
            ),
        ),
        # The default is one for all rows that there are; each round has its own.
        migrations.RunSQL(
            "UPDATE ordering_round SET seed = replace(gen_random_uuid()::text, '-', '')",
            migrations.RunSQL.noop,
        ),
    ]
