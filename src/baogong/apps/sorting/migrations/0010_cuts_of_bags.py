import django.db.models.deletion
from django.db import migrations, models

GOODS = """
    UPDATE sorting_cut cut SET good_id = shortage.good_id
      FROM sorting_shortage shortage WHERE shortage.id = cut.shortage_id
"""
REASONS = [
    ("missing", "It is missing"),
    ("broken", "It is broken or spoiled"),
    ("wrong", "It is the wrong good"),
    ("recalled", "It was called back"),
    ("divided", "Too little came, and it was divided"),
]


def good(**options):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="catalog.good",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_squashed_0005_at_scale"),
        ("ordering", "0001_squashed_0015_fewer_indexes"),
        ("sorting", "0009_postings_name_their_order"),
    ]

    operations = [
        migrations.AddField("cut", "good", good(null=True)),
        migrations.RunSQL(GOODS, migrations.RunSQL.noop),
        migrations.AlterField("cut", "good", good()),
        migrations.AddField(
            "cut",
            "bag",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cuts",
                to="sorting.bag",
            ),
        ),
        migrations.AddField(
            "cut",
            "reason",
            models.CharField(choices=REASONS, default="divided", max_length=10),
        ),
        migrations.AlterField(
            "cut",
            "shortage",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cuts",
                to="sorting.shortage",
            ),
        ),
        migrations.AddConstraint(
            "cut",
            models.UniqueConstraint(
                condition=models.Q(shortage=None),
                fields=("bag", "order", "good", "other"),
                name="cut_of_bag_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            "cut",
            models.CheckConstraint(
                condition=models.Q(reason="divided", shortage__isnull=False, bag=None)
                | (~models.Q(reason="divided") & models.Q(shortage=None, bag__isnull=False)),
                name="cut_divided_or_missing",
            ),
        ),
    ]
