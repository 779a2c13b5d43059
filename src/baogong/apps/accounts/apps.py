from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "baogong.apps.accounts"
    label = "accounts"
