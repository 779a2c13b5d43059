"""What this app keeps about people, and until when."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from baogong.apps.ordering.models import (
    Ask,
    Chain,
    ChainLine,
    GroupBuyFile,
    GroupBuyOrder,
    LimitException,
    Order,
)
from baogong.apps.places.models import Place
from baogong.apps.places.settings import KEEP_CHAIN_DAYS, KEEP_EXCEPTION_DAYS, KEEP_SIGN_DAYS
from baogong.plumbing.models import AuditEntry
from baogong.plumbing.retention import Clock, Kept


def _texts(estate: Place, cutoff: datetime) -> QuerySet[Chain]:
    return Chain.objects.filter(
        round__estate__path__startswith=estate.path, pasted_at__lte=cutoff
    ).exclude(text="")


def _forget(chains: QuerySet[Chain]) -> None:
    """Which door asked for what in a line, and the order that came of it, stay."""
    ChainLine.objects.filter(chain__in=chains).update(raw="", reasons=[])
    chains.update(text="")


def _files(estate: Place, cutoff: datetime) -> QuerySet[GroupBuyFile]:
    return GroupBuyFile.objects.filter(
        round__estate__path__startswith=estate.path, uploaded_at__lte=cutoff
    ).exclude(sheets=None)


def _forget_files(files: QuerySet[GroupBuyFile]) -> None:
    """The numbers of orders stay, so that none is entered twice, with door and what was asked."""
    GroupBuyOrder.objects.filter(file__in=files).update(raw="", reasons=[], content="")
    files.update(sheets=None, problems=[])


def _signs(estate: Place, cutoff: datetime) -> QuerySet[AuditEntry]:
    """An order and its ask have one id."""
    order, ask = (
        Exists(kind.objects.filter(pk=OuterRef("subject_id"), round__estate=estate))
        for kind in (Order, Ask)
    )
    return AuditEntry.objects.filter(
        order | ask, action="order.looks_automated", occurred_at__lte=cutoff
    )


def _exceptions(estate: Place, cutoff: datetime) -> QuerySet[LimitException]:
    """Those that hold no more."""
    return LimitException.objects.filter(
        household__path__startswith=estate.path, until__lt=timezone.localdate(cutoff)
    )


KINDS = (
    Kept(
        "chains",
        gettext_noop("The text of chat chains, with the names people gave themselves"),
        KEEP_CHAIN_DAYS.key,
        Clock.OWN,
        _texts,
        forget=_forget,
    ),
    Kept(
        "group_buys",
        gettext_noop("What group-buy files say, with the names people gave themselves"),
        KEEP_CHAIN_DAYS.key,
        Clock.OWN,
        _files,
        forget=_forget_files,
    ),
    Kept(
        "signs",
        gettext_noop("Marks on orders that a program may have sent"),
        KEEP_SIGN_DAYS.key,
        Clock.OWN,
        _signs,
    ),
    Kept(
        "exceptions",
        gettext_noop("Why a household may have more than a limit"),
        KEEP_EXCEPTION_DAYS.key,
        Clock.OWN,
        _exceptions,
    ),
)
