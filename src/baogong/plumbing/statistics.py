"""The query planner's statistics."""

from django.db import connection, models


def refresh_statistics(*tables: type[models.Model]) -> None:
    """Tell the planner now what autovacuum would tell it within a minute of a bulk load.

    Without it the first pages after a load join thousands of rows one by one. No table: all.
    """
    names = ", ".join(connection.ops.quote_name(table._meta.db_table) for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
