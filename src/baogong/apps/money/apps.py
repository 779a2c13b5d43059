from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "baogong.apps.money"
    label = "money"
