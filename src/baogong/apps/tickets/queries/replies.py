"""Answers of the desk, and the FAQ that they make up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, only_visible, touches
from baogong.apps.tickets.models import Reply


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """An answer. ``askers``: how many asked."""

    id: int
    estate_id: int
    estate: str
    question: str
    text: str
    kept: bool
    askers: int
    written_at: datetime
    written_by: str


def faq(*, estate_ids: Collection[int], text: str = "", most: int | None = None) -> list[ReplyRow]:
    """The kept answers in which every word stands, the most asked first. One query."""
    words = text.replace("\0", " ").split()
    kept = Reply.objects.filter(estate__in=estate_ids, kept=True)
    for word in words:
        kept = kept.filter(Q(question__icontains=word) | Q(text__icontains=word))
    return [_row(row) for row in _counted(kept)[:most]]


def faq_for(*, viewer: Viewer, roles: Collection[Role], text: str = "") -> list[ReplyRow]:
    """The FAQ of every estate of the viewer. Two queries."""
    seen = _visible(viewer, roles).order_by().values_list("estate", flat=True).distinct()
    return faq(estate_ids=list(seen), text=text)


def reply_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ReplyRow:
    """Raises NotVisible."""
    return _row(only_visible(_counted(_visible(viewer, roles)), pk=pk))


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Reply]:
    return Reply.objects.filter(touches(viewer=viewer, roles=roles, path="estate__path"))


def _counted(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    """With how many asked, the most asked first."""
    named = replies.select_related("estate", "written_by")
    return named.annotate(askers=Count("enquiries")).order_by("-askers", "-pk")


def _row(reply: Reply) -> ReplyRow:
    return ReplyRow(
        id=reply.pk,
        estate_id=reply.estate_id,
        estate=reply.estate.label,
        question=reply.question,
        text=reply.text,
        kept=reply.kept,
        askers=reply.askers,  # type: ignore[attr-defined] # annotated above
        written_at=reply.written_at,
        written_by=reply.written_by.name,
    )
