from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("money", "0015_payouts")]

    operations = [
        migrations.AddField(
            model_name="payout",
            name="is_put_in",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="posting",
            name="kind",
            field=models.CharField(
                choices=[
                    ("order", "Ordered"),
                    ("canceled", "Order taken back"),
                    ("refund", "Refund for a report"),
                    ("short", "Refund for goods that did not come"),
                    ("weighed", "Weighed"),
                    ("payment", "Paid"),
                    ("payback", "Paid back"),
                    ("undone", "Payment taken back"),
                    ("refunded", "Refund by phone has arrived"),
                    ("paid_out", "Paid out by WeChat Pay"),
                    ("put_in", "Put into WeChat Pay"),
                    ("count", "Cash counted"),
                    ("float_out", "Float handed out"),
                    ("bought", "Bought on behalf"),
                    ("unbought", "Purchase on behalf taken back"),
                    ("float_back", "Float handed back"),
                    ("bill", "Shop's bill"),
                    ("settled", "Shop paid"),
                    ("handed_over", "Money of a group-buy tool handed over"),
                ],
                max_length=12,
            ),
        ),
    ]
