"""Rows with one phone: the same person, or somebody else."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import DuplicateOutcome
from baogong.apps.people.queries import duplicate_for, duplicate_ids, duplicate_rows, estate_for
from baogong.apps.people.services import settle_duplicate
from baogong.apps.places.queries import estate_of
from baogong.readers.people import read_phone
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.page import PEOPLE, people_page

PAGE_ROWS = 50


@require_GET
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Known and new row side by side, the oldest first."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    ids = duplicate_ids(estate=estate)
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    rows = duplicate_rows(list(page.object_list), estate=estate, now=timezone.now())
    return people_page(
        request,
        "setup/people/duplicates.html",
        {"rows": rows, "page": page},
        estate=estate,
        current="setup:duplicates",
    )


@require_POST
@for_roles(*PEOPLE)
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the new row, keep the known one, or make another person with another phone."""
    duplicate = duplicate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    answer = redirect("setup:duplicates", estate_of(duplicate.person.place).pk)
    sent = request.POST.get("outcome", "")
    phone = read_phone(request.POST.get("phone", "")) or ""
    if sent not in DuplicateOutcome.values or (sent == DuplicateOutcome.OTHER and not phone):
        text = _("Nothing was done. Somebody else needs a mobile number of 11 digits.")
        messages.warning(request, text)
        return answer
    try:
        settle_duplicate(
            duplicate_id=duplicate.pk,
            outcome=DuplicateOutcome(sent),
            phone=phone,
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("Settled: %(what)s.") % {"what": DuplicateOutcome(sent).label})
    return answer
