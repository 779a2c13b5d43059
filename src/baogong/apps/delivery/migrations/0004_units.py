import django.db.models.deletion
from django.db import migrations, models

# (model, name of its relation on the unit, whether it may stand without one)
MOVED = (
    ("runbag", "runs", False),
    ("bagreturn", "returns", False),
    ("attempt", "attempts", False),
    ("proof", "proofs", False),
    ("fieldconflict", "conflicts", True),
)
UNITS = (
    "".join(
        f"UPDATE delivery_{model} row SET unit_id = bag.unit_id"
        " FROM sorting_bag bag WHERE bag.id = row.bag_id; "
        for model, *_ in MOVED
    )
    + "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"
)


def unit(relation, *, null):
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=relation,
        to="custody.unit",
    )


class Migration(migrations.Migration):
    """Runs carry units of any kind, not only bags."""

    dependencies = [
        ("custody", "0001_initial"),
        ("delivery", "0003_crate_leaves"),
        ("sorting", "0002_crate_units"),
    ]

    operations = [
        migrations.RemoveConstraint("runbag", "run_bag_once"),
        migrations.RemoveConstraint("bagreturn", "bag_return_once"),
        migrations.RemoveIndex("attempt", "attempt_of_bag"),
        *(
            migrations.AddField(model, "unit", unit(relation, null=True))
            for model, relation, _ in MOVED
        ),
        migrations.RunSQL(UNITS, migrations.RunSQL.noop),
        *(migrations.RemoveField(model, "bag") for model, *_ in MOVED),
        *(
            migrations.AlterField(model, "unit", unit(relation, null=False))
            for model, relation, null in MOVED
            if not null
        ),
        migrations.RenameModel("RunBag", "RunUnit"),
        migrations.RenameModel("BagReturn", "UnitReturn"),
        migrations.RenameField("reoffer", "bag_return", "unit_return"),
        migrations.AlterField(
            "rununit",
            "run",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="units",
                to="delivery.run",
            ),
        ),
        migrations.AddConstraint(
            "rununit", models.UniqueConstraint(fields=("run", "unit"), name="run_unit_once")
        ),
        migrations.AddConstraint(
            "unitreturn", models.UniqueConstraint(fields=("run", "unit"), name="unit_return_once")
        ),
        migrations.AddIndex(
            "attempt", models.Index(fields=["unit", "occurred_at"], name="attempt_of_unit")
        ),
    ]
