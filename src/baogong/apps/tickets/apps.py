from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "baogong.apps.tickets"
    label = "tickets"
