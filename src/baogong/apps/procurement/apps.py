from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "baogong.apps.procurement"
    label = "procurement"
