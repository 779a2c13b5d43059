from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "baogong.apps.delivery"
    label = "delivery"
