from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "baogong.apps.people"
    label = "people"
