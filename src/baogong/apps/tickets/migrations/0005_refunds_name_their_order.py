from django.db import migrations

ORDERS = """
    UPDATE money_posting posting SET order_id = ticket.order_id
      FROM tickets_ticket ticket
     WHERE posting.source_type = 'tickets.ticket' AND posting.source_id = ticket.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0004_placed_by"),
        ("money", "0008_what_payments_pay"),
    ]

    # Afterwards nothing that was posted is changed any more.
    run_before = [("money", "0012_append_only")]

    operations = [migrations.RunSQL(ORDERS, migrations.RunSQL.noop)]
