from django.db import migrations

# Nobody changes or takes out what was posted, also past the pages: a mistake is taken back by
# another posting. A later migration that has to fill in a column disables the trigger for itself.
REFUSE = """
    CREATE FUNCTION money_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only: take it back by another posting', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END
    $$;

    CREATE TRIGGER money_posting_stays BEFORE UPDATE OR DELETE ON money_posting
        FOR EACH ROW EXECUTE FUNCTION money_refuse_change();
    CREATE TRIGGER money_posting_is_not_emptied BEFORE TRUNCATE ON money_posting
        EXECUTE FUNCTION money_refuse_change();
    CREATE TRIGGER money_transfer_stays BEFORE UPDATE OR DELETE ON money_transfer
        FOR EACH ROW EXECUTE FUNCTION money_refuse_change();
    CREATE TRIGGER money_transfer_is_not_emptied BEFORE TRUNCATE ON money_transfer
        EXECUTE FUNCTION money_refuse_change();
"""

ALLOW = """
    DROP TRIGGER money_transfer_is_not_emptied ON money_transfer;
    DROP TRIGGER money_transfer_stays ON money_transfer;
    DROP TRIGGER money_posting_is_not_emptied ON money_posting;
    DROP TRIGGER money_posting_stays ON money_posting;
    DROP FUNCTION money_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0011_fees_of_tools")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
