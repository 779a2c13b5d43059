"""Households that paid by phone, and the worker that gives money back."""

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.money.enums import PayWay
from baogong.apps.money.jobs import refund_by_phone
from baogong.apps.money.models import ProviderRefund
from baogong.apps.money.provider import Refund, configured_provider
from baogong.apps.money.services import (
    Payer,
    ask_refunds,
    begin_payment,
    settle,
    settle_refund,
)
from baogong.plumbing.audit import SYSTEM

JOB = "money.refund_by_phone"


def begin(world, *, way=PayWay.NATIVE, door=0, now=None):
    payer = Payer(world.doors[door].pk, way, "203.0.113.7", "/pay/notice")
    provider = configured_provider()
    return begin_payment(payer, provider=provider, actor=SYSTEM, now=now or timezone.now())


def hear(notice, *, now=None):
    """What the page behind the notification does."""
    headers, body = notice
    now = now or timezone.now()
    said = configured_provider().read_notice(headers, body, now=now)
    return (settle_refund if isinstance(said, Refund) else settle)(said, now=now)


def pay_by_phone(world, wechat, *, door=0):
    """The door pays all that it owes; each payment has a number of its own at the provider."""
    row = begin(world, door=door)
    wechat.pay(row.number, transaction=f"42000012342026041200{row.pk:08}")
    return hear(wechat.notice(row.number))


def queued():
    """The doors of the jobs that wait, job by job."""
    jobs = ProcrastinateJob.objects.filter(task_name=JOB, status="todo").order_by("pk")
    return [job.args["doors"] for job in jobs]


def work():
    """The worker runs what is queued, and nothing that is queued by it."""
    waiting = queued()
    ProcrastinateJob.objects.filter(task_name=JOB).delete()
    for doors in waiting:
        refund_by_phone(doors)


def ask(now=None):
    """The worker asks the provider for what is due."""
    ask_refunds(configured_provider(), now=now or timezone.now())


def refunds():
    return list(ProviderRefund.objects.order_by("pk"))
