"""One line that needs a person is mended, left out, or looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from baogong.apps.ordering.services import leave_line_out, look_again
from baogong.values.errors import DomainError
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from baogong.apps.ordering.models import ReadLine
    from baogong.web.access import StaffRequest
    from baogong.web.desk.read_lines.forms import AskForm

SETTLED = {"leave": leave_line_out, "again": look_again}


def is_settled(
    request: StaffRequest, line: ReadLine, form: AskForm, *, mend: Callable[[], bool]
) -> bool:
    """Do what was asked for; where that was refused, the form says why.

    ``mend`` does what the valid form says, and tells whether it could.
    """
    settle = next((act for name, act in SETTLED.items() if name in request.POST), None)
    try:
        if settle:
            settle(line, actor=request.user, now=timezone.now())
            return True
        return form.is_valid() and mend()
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
