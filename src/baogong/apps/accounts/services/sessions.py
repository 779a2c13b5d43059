"""Sessions of staff lie in the database."""

from datetime import datetime

from django.contrib.sessions.models import Session


def forget_old_sessions(now: datetime) -> None:
    """The sweep: sessions that nobody can use any more go."""
    Session.objects.filter(expire_date__lt=now).delete()
