from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "baogong.apps.gate"
    label = "gate"
