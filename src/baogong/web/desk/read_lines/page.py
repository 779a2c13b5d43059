"""Which lines of a chain or of a file its page shows."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator

from baogong.apps.ordering.enums import LineState
from baogong.web.access import StaffRequest
from baogong.web.desk.page import PAGE_ROWS


def shown_lines(
    request: StaffRequest, states: Mapping[int, LineState], *, wrong: int | None
) -> dict[str, Any]:
    """A page of all lines, with ``?review`` of those that wait, with ``?new`` of those that no
    earlier copy has; ``wrong``, whose form came back with errors, is shown alone."""
    review = [pk for pk, state in states.items() if state == LineState.REVIEW]
    only_review, only_new = "review" in request.GET, "new" in request.GET
    new = [pk for pk, state in states.items() if state != LineState.KNOWN]
    shown = [wrong] if wrong else review if only_review else new if only_new else list(states)
    return {
        "page": Paginator(shown, PAGE_ROWS).get_page(request.GET.get("page")),
        "review": review,
        "only_review": only_review,
        "only_new": only_new,
        "new": len(new),
        "whole": not (only_review or only_new or wrong),
        "counts": Counter(states.values()),
    }
