from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "baogong.apps.catalog"
    label = "catalog"
