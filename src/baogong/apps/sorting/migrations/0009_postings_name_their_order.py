from django.db import migrations

ORDERS = """
    UPDATE money_posting posting SET order_id = cut.order_id
      FROM sorting_cut cut
     WHERE posting.source_type = 'sorting.cut' AND posting.source_id = cut.id;

    UPDATE money_posting posting SET order_id = ordered.order_id
      FROM sorting_weighedline weighed
      JOIN sorting_bagline line ON line.id = weighed.bag_line_id
      JOIN ordering_orderline ordered ON ordered.id = line.order_line_id
     WHERE posting.source_type = 'sorting.weighedline' AND posting.source_id = weighed.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sorting", "0008_fewer_indexes"),
        ("money", "0008_what_payments_pay"),
    ]

    # Afterwards nothing that was posted is changed any more.
    run_before = [("money", "0012_append_only")]

    operations = [migrations.RunSQL(ORDERS, migrations.RunSQL.noop)]
