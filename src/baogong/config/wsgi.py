"""The WSGI callable that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baogong.config.settings")
django_application = get_wsgi_application()

from baogong.web.resident.rush import with_short_way  # noqa: E402 - needs the apps

application = with_short_way(django_application)
