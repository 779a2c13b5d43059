from django.db import migrations, models


class Migration(migrations.Migration):
    """Two more things that happen at a door: it is sealed off, or it is not the bag's."""

    dependencies = [
        ("delivery", "0004_units"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attempt",
            name="result",
            field=models.CharField(
                choices=[
                    ("given", "Given"),
                    ("nobody_home", "Nobody home"),
                    ("refused", "Refused"),
                    ("damaged", "Damaged"),
                    ("sealed", "Entrance sealed"),
                    ("wrong_door", "Wrong door"),
                    ("undone", "Taken back"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="unitreturn",
            name="reason",
            field=models.CharField(
                choices=[
                    ("nobody_home", "Nobody home"),
                    ("refused", "Refused"),
                    ("damaged", "Damaged"),
                    ("sealed", "Entrance sealed"),
                    ("wrong_door", "Wrong door"),
                    ("not_tried", "Not tried"),
                ],
                max_length=12,
            ),
        ),
    ]
