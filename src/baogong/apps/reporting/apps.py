from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "baogong.apps.reporting"
    label = "reporting"
