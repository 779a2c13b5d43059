"""Who sees what of people, for whom it is masked, why, and how long it stays."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import Role
from baogong.apps.people.privacy import RULES, FieldRule
from baogong.apps.people.queries import places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import SETTINGS
from baogong.web.access import StaffRequest, for_roles
from baogong.web.setup.navigation import SETUP, navigation


@require_GET
@for_roles(*SETUP)
def index(request: StaffRequest) -> HttpResponse:
    """Every field with the roles that see it; the ways to the log of readings and to erasure."""
    estates = places_of_kind(viewer=request.user, roles=SETUP, kind=PlaceKind.ESTATE)
    now = timezone.now()
    keys = {rule.days for rule in RULES} - {""}
    days = {
        key: setting(SETTINGS[key], place=estates[0], at=now) if estates else SETTINGS[key].default
        for key in keys
    }
    context = {
        "nav": navigation(current="setup:privacy"),
        "estates": estates,
        "rows": [_row(rule, days=days.get(rule.days)) for rule in RULES],
    }
    return render(request, "setup/privacy.html", context)


def _row(rule: FieldRule, *, days: int | None) -> dict[str, Any]:
    """A field in words: who sees it how, and who sees nothing of it."""
    return {
        "label": _(rule.label),
        "why": _(rule.why),
        "sight": [(role.label, rule.sight[role].label) for role in Role if role in rule.sight],
        "nobody_else": [str(role.label) for role in Role if role not in rule.sight],
        "days": days,
    }
