import django.db.models.deletion
from django.db import migrations, models

UNITS = """
UPDATE sorting_cratebag row SET unit_id = bag.unit_id FROM sorting_bag bag WHERE bag.id = row.bag_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    """Crates hold units of any kind, not only bags."""

    dependencies = [("custody", "0001_initial"), ("sorting", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("cratebag", "crate_bag_once"),
        migrations.AddField(
            "cratebag",
            "unit",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="crates",
                to="custody.unit",
            ),
        ),
        migrations.RunSQL(UNITS, migrations.RunSQL.noop),
        migrations.RemoveField("cratebag", "bag"),
        migrations.AlterField(
            "cratebag",
            "unit",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="crates",
                to="custody.unit",
            ),
        ),
        migrations.RenameModel("CrateBag", "CrateUnit"),
        migrations.AddConstraint(
            "crateunit",
            models.UniqueConstraint(fields=("crate", "unit"), name="crate_unit_once"),
        ),
    ]
