from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "baogong.apps.filings"
    label = "filings"
