from django.apps import AppConfig

from baogong.apps.money.provider import configured_provider


class MoneyConfig(AppConfig):
    name = "baogong.apps.money"
    label = "money"

    def ready(self) -> None:
        """Keys of a payment provider that cannot be read end the program now, not at a payment."""
        configured_provider()
