from django.db import migrations

# Refunds that were promised before there was a ledger are credited as if it were today.
CREDIT = """
    INSERT INTO money_posting (kind, source_type, source_id, actor, occurred_at, recorded_at)
    SELECT 'refund', 'tickets.ticket', id, 'system', answered_at, now()
      FROM tickets_ticket WHERE refund_fen > 0;

    INSERT INTO money_transfer (posting_id, debit_id, credit_id, fen)
    SELECT posting.id, sales.id, door.id, ticket.refund_fen
      FROM money_posting posting
      JOIN tickets_ticket ticket ON ticket.id = posting.source_id
      JOIN ordering_order o ON o.id = ticket.order_id
      JOIN ordering_round round ON round.id = o.round_id
      JOIN money_account door ON door.place_id = o.household_id AND door.kind = 'household'
      JOIN money_account sales ON sales.place_id = round.estate_id AND sales.kind = 'sales'
     WHERE posting.source_type = 'tickets.ticket' AND posting.kind = 'refund';
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial"), ("ordering", "0006_charges")]

    operations = [migrations.RunSQL(CREDIT, migrations.RunSQL.noop)]
