from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "baogong.apps.suppliers"
    label = "suppliers"
