from uuid import NAMESPACE_OID, uuid5

from django.db import migrations
from django.db.models import Q

POSTINGS = """
    UPDATE money_posting posting SET order_id = payment.order_id
      FROM money_payment payment
     WHERE posting.source_type = 'money.payment' AND posting.source_id = payment.id
       AND payment.order_id IS NOT NULL
"""


def name_orders(apps, schema_editor):
    """What was paid in a group-buy tool is known by a key of the tool's order."""
    payments = apps.get_model("money", "Payment").objects
    rows = apps.get_model("ordering", "GroupBuyOrder").objects.exclude(order=None)
    for row in rows.filter(paid_fen__gt=0).iterator():
        key = uuid5(uuid5(NAMESPACE_OID, f"group buy {row.estate_id} {row.identity}"), "paid")
        mine = Q(key=key) | Q(undoes__key=key)
        payments.filter(mine).update(order_id=row.order_id)


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0021_replaced_by"),
        ("money", "0008_what_payments_pay"),
    ]

    # Afterwards nothing that was posted is changed any more.
    run_before = [("money", "0012_append_only")]

    operations = [
        migrations.RunPython(name_orders, migrations.RunPython.noop),
        migrations.RunSQL(POSTINGS, migrations.RunSQL.noop),
    ]
