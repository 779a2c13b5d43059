from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "baogong.apps.sorting"
    label = "sorting"
