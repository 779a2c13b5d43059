from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "baogong.apps.inventory"
    label = "inventory"
