import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_grid_leaders"),
        ("people", "0003_cards_handed_out"),
        ("people", "0004_roster"),
        ("people", "0005_erasures"),
        ("people", "0006_slots_without_hours"),
        ("people", "0007_door_contacts"),
        ("people", "0008_buddy_pairs"),
        ("people", "0009_liaisons"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_squashed_0006_initials"),
    ]

    operations = [
        migrations.CreateModel(
            name="HouseholdCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("issued_at", models.DateTimeField()),
                ("wrong_pins", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("handed_out_at", models.DateTimeField(null=True)),
                (
                    "handed_out_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="card",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("phone", models.CharField(blank=True, max_length=11)),
                ("organisation", models.CharField(blank=True, max_length=60)),
                ("address", models.CharField(blank=True, max_length=60)),
                ("remarks", models.CharField(blank=True, max_length=200)),
                ("cadre", models.BooleanField(default=False)),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                (
                    "slots",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                (
                    "health",
                    models.CharField(
                        choices=[
                            ("fit", "Fit"),
                            ("tired", "Tired"),
                            ("isolated", "Isolated"),
                            ("contact", "Contact of a contact"),
                            ("ill", "Ill"),
                        ],
                        default="fit",
                        max_length=16,
                    ),
                ),
                ("health_since", models.DateTimeField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("list", "From a list"),
                            ("sign_up", "Signed up"),
                            ("clerk", "Entered by hand"),
                            ("account", "Had an account"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "Waits for approval"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("left", "Left"),
                        ],
                        max_length=16,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("briefed_at", models.DateTimeField(null=True)),
                ("key", models.UUIDField(null=True, unique=True)),
                ("origin", models.CharField(blank=True, max_length=64)),
                (
                    "briefed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people_here",
                        to="places.place",
                    ),
                ),
                (
                    "town",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["place", "state"], name="person_at_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), ("state", "approved"), _connector="OR"),
                            models.Q(("phone", ""), _negated=True),
                        ),
                        fields=("town", "phone"),
                        name="person_phone_once_per_town",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("advice", "Advice team"),
                            ("supply", "Supply team"),
                            ("transport", "Transport team"),
                            ("gate_duty", "Gate duty team"),
                            ("patrol", "Patrol team"),
                            ("other", "Another team"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="places.place",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "kind", "name"), name="team_once_per_estate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), models.Q(("name", ""), _negated=True)),
                            models.Q(models.Q(("kind", "other"), _negated=True), ("name", "")),
                            _connector="OR",
                        ),
                        name="team_other_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("leader", None),
                            ("deputy", None),
                            models.Q(("leader", models.F("deputy")), _negated=True),
                            _connector="OR",
                        ),
                        name="team_deputy_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "desk",
                    models.CharField(
                        blank=True,
                        choices=[("phone", "Phone desk"), ("gate", "Gate"), ("depot", "Depot")],
                        max_length=16,
                    ),
                ),
                (
                    "slot",
                    models.CharField(
                        choices=[
                            ("morning", "Morning"),
                            ("afternoon", "Afternoon"),
                            ("evening", "Evening"),
                            ("night", "Night"),
                        ],
                        max_length=16,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("needed", models.PositiveSmallIntegerField()),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shifts",
                        to="places.place",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shifts",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["estate", "starts_at"], name="shift_of_estate")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "team", "desk", "starts_at"),
                        name="shift_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("team", None), models.Q(("desk", ""), _negated=True)),
                            models.Q(("desk", ""), ("team__isnull", False)),
                            _connector="OR",
                        ),
                        name="shift_team_or_desk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="shift_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="team",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="members",
                to="people.team",
            ),
        ),
        migrations.CreateModel(
            name="Activation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("activated_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "activated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activations",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("estate",),
                        name="activation_one_live_per_estate",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("commander", "Commander"),
                            ("clerk", "Clerk"),
                            ("shop", "Shop"),
                            ("gate", "Gate guard"),
                            ("sorter", "Sorter"),
                            ("officer", "Building officer"),
                            ("grid_leader", "Grid leader"),
                            ("liaison", "Liaison"),
                        ],
                        max_length=16,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="places.place",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("user", "role", "place"),
                        name="assignment_held_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BuddyPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buddy_pairs",
                        to="places.place",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("place",),
                        name="buddy_pair_one_per_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DoorContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "Reached, all is well"),
                            ("help", "Reached, needs help"),
                            ("nobody", "Nobody answered"),
                        ],
                        max_length=8,
                    ),
                ),
                ("occurred_at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="places.place",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["household", "-occurred_at"], name="contact_latest")
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("duty", models.CharField(max_length=60)),
                (
                    "society",
                    models.CharField(
                        choices=[
                            ("community", "Community"),
                            ("social_org", "Social organisation"),
                            ("social_worker", "Social workers"),
                            ("volunteer", "Volunteers"),
                            ("charity", "Charity"),
                            ("property", "Property company"),
                            ("shop", "Shop"),
                            ("street", "Street office"),
                            ("district", "District"),
                        ],
                        max_length=16,
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=60)),
                ("holder", models.CharField(max_length=40)),
                ("phone", models.CharField(max_length=20)),
                ("deputy", models.CharField(blank=True, max_length=40)),
                ("deputy_phone", models.CharField(blank=True, max_length=20)),
                ("holder_gone_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_entries",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place", "duty"), name="duty_once_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=32)),
                ("cutoff", models.DateTimeField()),
                ("rows", models.PositiveIntegerField()),
                ("keys", models.CharField(max_length=64)),
                ("erased_at", models.DateTimeField()),
                ("erased_by", models.CharField(max_length=40)),
                ("reason", models.CharField(blank=True, max_length=16)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estate", "previous"), name="erasure_chain_is_a_line"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rows__gt", 0)), name="erasure_of_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("list", "From a list"),
                            ("sign_up", "Signed up"),
                            ("clerk", "Entered by hand"),
                            ("account", "Had an account"),
                        ],
                        max_length=16,
                    ),
                ),
                ("filed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("updated", "Same person, new row taken"),
                            ("kept", "Same person, known row kept"),
                            ("other", "Somebody else with another phone"),
                        ],
                        max_length=16,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("origin", models.CharField(blank=True, max_length=64)),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duplicates",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "digest"), name="duplicate_filed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("settled_at", None)),
                            models.Q(
                                ("settled_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="duplicate_settled_has_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("given_at", models.DateTimeField()),
                ("freed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="people.person",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="people.shift",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("freed_at", None)),
                        expressions=(
                            (
                                models.Func(
                                    models.F("person_id"),
                                    models.F("person_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_at"),
                                    models.F("ends_at"),
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ),
                        name="shift_duty_nobody_twice",
                    )
                ],
            },
        ),
    ]
