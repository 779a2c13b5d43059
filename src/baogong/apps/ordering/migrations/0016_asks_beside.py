import django.db.models.deletion
from django.db import migrations, models

# The references are checked at once, so that the table may be altered in the same transaction.
OWN_LOTS = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE ordering_dealshare share SET lot_of_id = line.ask_id
  FROM ordering_askline line WHERE line.id = share.line_id;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = (("ordering", "0015_fewer_indexes"),)

    operations = (
        migrations.RemoveConstraint(model_name="ask", name="ask_one_stands_for_a_door"),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["round", "household"],
                name="ask_standing_of_door",
            ),
        ),
        migrations.AddField(
            model_name="dealshare",
            name="lot_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ordering.ask",
            ),
        ),
        migrations.RunSQL(OWN_LOTS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="dealshare",
            name="lot_of",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ordering.ask",
            ),
        ),
    )
