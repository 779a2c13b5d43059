"""Closing a day, and telling residents about it."""

from baogong.apps.reporting.models import NOTICE_LENGTH
from baogong.apps.reporting.services.close_day import close_day
from baogong.apps.reporting.services.post_notice import Posting, post_notice

__all__ = ["NOTICE_LENGTH", "Posting", "close_day", "post_notice"]
