"""Closing a day, telling residents about it, and proving the books."""

from baogong.apps.reporting.models import NOTICE_LENGTH
from baogong.apps.reporting.services.close_day import close_day
from baogong.apps.reporting.services.post_notice import Posting, post_notice
from baogong.apps.reporting.services.prove_ledger import prove_ledger

__all__ = ["NOTICE_LENGTH", "Posting", "close_day", "post_notice", "prove_ledger"]
