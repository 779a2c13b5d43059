from django.db import migrations, models
from django.db.migrations.state import StateApps

from baogong.readers.pinyin import initials_of


def fill(apps: StateApps, _: object) -> None:
    for name, said in (("Place", "label"), ("PlaceAlias", "name")):
        model = apps.get_model("places", name)
        chinese = model.objects.filter(**{f"{said}__regex": "[\u3400-\u9fff]"})
        rows = list(chinese.only(said))
        for row in rows:
            row.initials = initials_of(getattr(row, said))
        model.objects.bulk_update(rows, ["initials"], batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0005_photos"),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="initials",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="placealias",
            name="initials",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=80),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
