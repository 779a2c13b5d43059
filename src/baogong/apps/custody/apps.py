from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "baogong.apps.custody"
    label = "custody"
