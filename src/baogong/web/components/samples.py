"""Example rows of every component, empty, one and many, for the gallery."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.web.components.chain import DoorChoice, HandoffCard, TimelineEntry
from baogong.web.components.navigation import NavItem
from baogong.web.components.steps import BagStage, bag_steps
from baogong.web.components.sums import Figure, SumRow

NOON = datetime(2022, 4, 12, 4, 0, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text="张三")
    room = forms.ChoiceField(
        label=gettext_lazy("Entrance"), choices=[("1", "E6-1"), ("2", "E6-2")]
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea({"rows": 2})
    )
    way = forms.ChoiceField(
        label=gettext_lazy("By phone"), choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    read_back = forms.BooleanField(label=gettext_lazy("Read back"))


def samples() -> dict[str, Any]:
    """The gallery's whole context."""
    return {
        "place": "E6-1-602",
        "place_note": "东辰心语",
        "nav": navigation(),
        "steps_none": bag_steps({}),
        "steps_some": bag_steps(reached(3)),
        "steps_all": bag_steps(reached(5)),
        "doors": [DoorChoice("#", f"E6-1-{n}02", "东辰心语 · E6 栋 1 单元") for n in range(1, 4)],
        "sums": [row("E6", 200, 188, 4, 2), row("E10", 30, 29, 0, 0), row("E11", 8, 5, 1, 0, 0)],
        "sums_total": row("Σ", 238, 222, 5, 2),
        "handoffs": [handoff(42, 42), handoff(42, 40), handoff(42, 43)],
        "timeline": timeline(),
        "form": SampleForm(),
        "wrong_form": SampleForm({"name": "", "way": "z"}),
        "pages": Paginator(range(3700), 50).page(3),
        "classes": ("confirmed", "risk", "observation", "all_negative"),
        "ages": (5, 35, 135, 3000),
    }


def reached(count: int) -> dict[BagStage, datetime]:
    return {stage: NOON + timedelta(hours=n) for n, stage in enumerate(BagStage) if n < count}


def row(label: str, *counts: int) -> SumRow:
    """Ordered, delivered, returned, short and, where it should not balance, open."""
    ordered, delivered, returned, short, *rest = counts
    still = rest[0] if rest else ordered - delivered - returned - short
    figures = [Figure(n, "#") for n in (ordered, delivered, returned, short, still)]
    return SumRow(label, *figures, url="#")


def handoff(expected: int, counted: int) -> HandoffCard:
    return HandoffCard(
        giver="分拣点 王师傅",
        receiver="E6 保供员 李红",
        place="E6-1 门口",
        expected=expected,
        counted=counted,
        evidence=_("Count"),
        at=NOON,
        url="#",
    )


def timeline() -> list[TimelineEntry]:
    return [
        TimelineEntry(
            NOON + timedelta(hours=5),
            _("Given"),
            "李红",
            "E6-1-602",
            recorded_at=NOON + timedelta(hours=7),
            tone="done",
        ),
        TimelineEntry(
            NOON + timedelta(hours=3), _("Nobody home"), "李红", "E6-1-602", tone="wait"
        ),
        TimelineEntry(NOON, _("Sorted"), "王师傅", "分拣点", _("Scan")),
    ]


def navigation() -> list[NavItem]:
    return [
        NavItem(_("Round"), "#", "basket", current=True),
        NavItem(_("Orders"), "#", "list-check", count=12),
        NavItem(_("Bags"), "#", "bag"),
        NavItem(_("Places"), "#", "building"),
        NavItem(_("People"), "#", "people"),
    ]
