from django.apps import AppConfig
from django.utils.translation import gettext_noop

# Django's Chinese says 星期二 for these; ours says 周二.
WEEKDAYS = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)


class WebConfig(AppConfig):
    name = "baogong.web"
    label = "web"
