"""What a file's columns and its words for goods mean, said once and remembered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baogong.apps.ordering.queries import group_buy_file_for
from baogong.apps.ordering.services import confirm_columns, name_goods
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.group_buys.pages import file_page
from baogong.web.desk.group_buys.words import reading_refused
from baogong.web.desk.page import COLLECTORS


@for_roles(*COLLECTORS)
@require_POST
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    """Read the file by what its headings were said to mean."""
    file = group_buy_file_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    names, fields = request.POST.getlist("heading"), request.POST.getlist("field")
    chosen = dict(zip(names, fields, strict=False))
    try:
        confirm_columns(chosen, file_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        return file_page(request, file, refused=reading_refused(error), chosen=chosen)
    messages.success(request, _("Read. The next file with these headings is read like it."))
    return redirect("desk:group_buy", pk)


@for_roles(*COLLECTORS)
@require_POST
def goods(request: StaffRequest, pk: int) -> HttpResponse:
    """Take each word for a good as the package that was chosen for it."""
    group_buy_file_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    names, packages = request.POST.getlist("good"), request.POST.getlist("package")
    chosen = {
        name: int(package)
        for name, package in zip(names, packages, strict=False)
        if is_number(package)
    }
    try:
        name_goods(chosen, file_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, reading_refused(error))
    else:
        messages.success(request, _("Read again. The next file is read like this too."))
    return redirect("desk:group_buy", pk)
