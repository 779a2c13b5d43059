import django.db.models.deletion
from django.db import migrations, models

CONSENTS = [
    ("phone", "said by phone"),
    ("person", "said in person"),
    ("standing", "standing arrangement"),
    ("paper", "written on the slip"),
    ("chat", "written in the chat"),
    ("neighbor", "in the chat"),
]


def door(**options):
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="places.place",
        **options,
    )


def says_whose(name):
    condition = models.Q(consent="neighbor", by_door__isnull=False) | (
        ~models.Q(consent="neighbor") & models.Q(by_door=None)
    )
    return models.CheckConstraint(condition=condition, name=name)


class Migration(migrations.Migration):
    dependencies = [("ordering", "0026_words_for_lots")]

    operations = [
        migrations.AddField("chainline", "writer", door()),
        *(
            migrations.AddField(model, "by_door", door(db_index=False))
            for model in ("ask", "order")
        ),
        *(
            migrations.AlterField(
                model,
                "consent",
                models.CharField(blank=True, choices=CONSENTS, max_length=8),
            )
            for model in ("ask", "order")
        ),
        migrations.AddConstraint("ask", says_whose("ask_of_neighbour_says_whose")),
        migrations.AddConstraint("order", says_whose("order_of_neighbour_says_whose")),
    ]
