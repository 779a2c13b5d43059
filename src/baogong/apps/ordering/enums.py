from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baogong.engines.allocation import Strategy


class Channel(models.TextChoices):
    """How an order reached us."""

    PAGE = "page", _("Own page")
    PHONE = "phone", _("By phone")
    SHEET = "sheet", _("Paper slip")
    CHAIN = "chain", _("Chat chain")
    GROUP_BUY = "groupbuy", _("Group-buy file")
    HELPER = "helper", _("By a helper")

    @property
    def ordered_by(self) -> str:
        """Who placed the order, as its household reads it: a role and never a name."""
        return str(
            {
                Channel.PAGE: _("yourself"),
                Channel.PHONE: _("the phone desk"),
                Channel.SHEET: _("the desk, from your slip"),
                Channel.CHAIN: _("the desk, from the chat"),
                Channel.GROUP_BUY: _("the desk, from a group buy"),
                Channel.HELPER: _("your helper"),
            }[self]
        )


def ordered_by(channel: Channel, *, by_door: str) -> str:
    """Who placed an order, as its household reads it. ``by_door``: the neighbour's, or ""."""
    neighbour = _("the neighbour at %(door)s") % {"door": by_door}
    return str(neighbour) if by_door else channel.ordered_by


class Consent(models.TextChoices):
    """How a household agreed to an order that somebody else placed for it."""

    PHONE = "phone", _("said by phone")
    PERSON = "person", _("said in person")
    STANDING = "standing", _("standing arrangement")
    PAPER = "paper", _("written on the slip")
    CHAT = "chat", _("written in the chat")
    NEIGHBOUR = "neighbor", pgettext_lazy("a neighbour wrote it", "in the chat")


CONSENT_OF = {
    Channel.PHONE: Consent.PHONE,
    Channel.SHEET: Consent.PAPER,
    Channel.CHAIN: Consent.CHAT,
    Channel.GROUP_BUY: Consent.CHAT,
}  # a helper says which


class OnExisting(models.TextChoices):
    """What an order means when the door has one in this round already."""

    ASK = "ask", _("Ask first")
    ADD = "add", _("Add to it")
    REPLACE = "replace", _("Replace it")


class OnShort(models.TextChoices):
    """What a household wants where a good of its order comes short."""

    REFUND = "refund", _("The money back")
    SWAP = "swap", _("Something similar in its place")
    ASK = "ask", _("Call me first")


class LineKind(models.TextChoices):
    """What a line of a chain does to what its door has ordered in the chain."""

    ORDER = "order", _("Order")
    CHANGE = "change", _("Changes to")
    CANCEL = "cancel", _("Cancels")


class LineState(models.TextChoices):
    """What became of a line of a chain. ``KNOWN``: an earlier copy of the chain has it."""

    READY = "ready", _("Ready")
    REVIEW = "review", _("To look at")
    ENTERED = "entered", _("Entered")
    LEFT_OUT = "left_out", _("Left out")
    IGNORED = "ignored", _("No order")
    KNOWN = "known", _("Stood there before")


class Rule(models.TextChoices):
    """Who gets a package of which there is not enough for everybody who wants it."""

    FIRST_COME = "first", _("First come, first served")
    DRAW = "draw", _("By lot among all who ask in time")
    ONE_EACH = "one_each", _("One for each door that asks in time, then a second one")
    PRIORITY = "priority", _("Priority doors first, of those that ask in time")

    @property
    def strategy(self) -> Strategy:
        """How the engine divides by it."""
        return {
            Rule.FIRST_COME: Strategy.BY_TIME,
            Rule.DRAW: Strategy.DRAW,
            Rule.ONE_EACH: Strategy.ONE_EACH,
            Rule.PRIORITY: Strategy.PRIORITY,
        }[self]


class Moment(StrEnum):
    """What a household waits for that asks for something before anybody can have it."""

    OPENING = "opening"
    DRAW = "draw"


class ShareReason(models.TextChoices):
    """Why a door got so much; the values are the engine's."""

    IN_FULL = "in_full", _("All that was ordered")
    LEVEL = "level", _("As many as every door")
    LAST_ROUND = "last_round", _("One more, by lot")
    SHARE = "share", _("Its exact part")
    ROUNDED_UP = "rounded_up", _("Its part, rounded up")
    ROUNDED_DOWN = "rounded_down", _("Its part, rounded down")
    RAN_OUT = "ran_out", _("Others were first, then none was left")


class Sign(models.TextChoices):
    """What makes an order look as if a program had sent it. None of them is a proof."""

    HASTY = "hasty", _("Sent within two seconds of opening the page")
    OFTEN = "often", _("Many orders of this door within a minute")
    CONNECTION = "connection", _("Hundreds of doors over one connection within ten seconds")
