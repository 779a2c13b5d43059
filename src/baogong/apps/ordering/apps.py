from django.apps import AppConfig


class OrderingConfig(AppConfig):
    name = "baogong.apps.ordering"
    label = "ordering"
