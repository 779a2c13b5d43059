"""Residents are told what is late or missing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.places.models import Place
from baogong.apps.reporting.enums import NoticeKind
from baogong.apps.reporting.models import Notice
from baogong.plumbing import audit


@dataclass(frozen=True, slots=True)
class Posting:
    """A notice as it was edited; ``key`` is made by the page."""

    key: UUID
    kind: NoticeKind
    text: str


@transaction.atomic
def post_notice(
    posting: Posting, *, estate: Place, day: date, actor: User, now: datetime
) -> Notice:
    """Keep a notice as it was posted. The same key again gives the first one."""
    notice, made = Notice.objects.get_or_create(
        key=posting.key,
        defaults={
            "estate": estate,
            "date": day,
            "kind": posting.kind,
            "text": posting.text,
            "posted_by": actor,
            "posted_at": now,
        },
    )
    if made:
        audit.record([audit.Act("notice.posted", notice, actor, now, {"kind": posting.kind})])
    return notice
