from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "baogong.apps.places"
    label = "places"
