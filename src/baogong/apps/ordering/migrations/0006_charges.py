from django.db import migrations

# Orders that were accepted before there was a ledger are charged as if they came today.
CHARGE = """
    INSERT INTO money_account (kind, place_id)
    SELECT DISTINCT 'household', household_id FROM ordering_order WHERE canceled_at IS NULL
    UNION
    SELECT 'sales', round.estate_id
      FROM ordering_order o JOIN ordering_round round ON round.id = o.round_id
     WHERE o.canceled_at IS NULL
    ON CONFLICT DO NOTHING;

    INSERT INTO money_posting (kind, source_type, source_id, actor, occurred_at, recorded_at)
    SELECT 'order', 'ordering.order', id, 'system', occurred_at, now()
      FROM ordering_order WHERE canceled_at IS NULL AND total_fen > 0;

    INSERT INTO money_transfer (posting_id, debit_id, credit_id, fen)
    SELECT posting.id, door.id, sales.id, o.total_fen
      FROM money_posting posting
      JOIN ordering_order o ON o.id = posting.source_id
      JOIN ordering_round round ON round.id = o.round_id
      JOIN money_account door ON door.place_id = o.household_id AND door.kind = 'household'
      JOIN money_account sales ON sales.place_id = round.estate_id AND sales.kind = 'sales'
     WHERE posting.source_type = 'ordering.order' AND posting.kind = 'order';
"""


class Migration(migrations.Migration):
    dependencies = [("ordering", "0005_chains"), ("money", "0001_initial")]

    operations = [migrations.RunSQL(CHARGE, migrations.RunSQL.noop)]
