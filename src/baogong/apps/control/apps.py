from django.apps import AppConfig


class ControlConfig(AppConfig):
    name = "baogong.apps.control"
    label = "control"
