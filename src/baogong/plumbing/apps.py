from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PlumbingConfig(AppConfig):
    name = "baogong.plumbing"
    label = "plumbing"

    def ready(self) -> None:
        autodiscover_modules("handlers")
