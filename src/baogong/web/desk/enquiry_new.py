"""Writing down calls and text messages."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import DoorPlace, door_for
from baogong.apps.tickets.enums import EnquiryChannel
from baogong.apps.tickets.intents import Asked
from baogong.apps.tickets.queries import faq
from baogong.apps.tickets.services import take_enquiries
from baogong.readers.questions import Message
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.calls import EstateChoice, estate_choices
from baogong.web.desk.enquiry_forms import LONGEST_WANTED, MessagesForm, NoteForm
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.refusals import refusal_text


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def note(request: StaffRequest) -> HttpResponse:
    """Write a call down, of the door in ``?door`` or of a number; its ticket number is shown."""
    door, estates = _door(request), estate_choices(request)
    if door:
        estates = [estate for estate in estates if door.path.startswith(estate.path)]
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        estates=estates,
        known=faq(estate_ids=[estate.id for estate in estates]),
        door=door is not None,
    )
    if request.method == "POST" and estates and form.is_valid():
        asked = _call(form, estates=estates, door=door)
        try:
            [taken] = take_enquiries([asked], actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            return HttpResponseRedirect(f"{reverse('desk:phone')}?noted={taken.pk}")
    context = {"form": form, "door": door, "estates": estates, "key": _key(form)}
    status = 422 if form.errors else 200
    template = "desk/enquiry_new.html"
    return desk_page(request, template, context, current="desk:enquiries", status=status)


def _door(request: StaffRequest) -> DoorPlace | None:
    pk = request.GET.get("door", "")
    return door_for(viewer=request.user, roles=ROLES, pk=int(pk)) if is_number(pk) else None


def _key(form: NoteForm | MessagesForm) -> str:
    """The key that was sent, or a new one."""
    return str(form["key"].value() or uuid4())


def _call(form: NoteForm, *, estates: list[EstateChoice], door: DoorPlace | None) -> Asked:
    data = form.cleaned_data
    return Asked(
        key=data["key"],
        estate_id=data.get("estate") or estates[0].id,
        channel=EnquiryChannel.CALL,
        wanted=data["wanted"],
        household_id=door.id if door else None,
        phone=data["phone"],
        errand=data["errand"],
        reply_id=data["known"],
    )


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def type_in(request: StaffRequest) -> HttpResponse:
    """Take text messages in, one in each line; lines that cannot be read stay in the field."""
    estates = estate_choices(request)
    form = MessagesForm(request.POST if request.method == "POST" else None, estates=estates)
    if request.method == "POST" and estates and form.is_valid():
        form = _taken_in(request, form, estates=estates)
        if not form.errors:
            return redirect("desk:enquiries")
    context = {"form": form, "estates": estates, "key": _key(form)}
    status = 422 if form.errors else 200
    template = "desk/enquiry_messages.html"
    return desk_page(request, template, context, current="desk:enquiries", status=status)


def _taken_in(
    request: StaffRequest, form: MessagesForm, *, estates: list[EstateChoice]
) -> MessagesForm:
    """Take in what can be read; the form, with errors where something is left to mend."""
    found = form.messages()
    estate_id, key = form.cleaned_data.get("estate") or estates[0].id, form.cleaned_data["key"]
    asked = [_message(each, key=key, estate_id=estate_id) for each in found.read]
    try:
        n = len(take_enquiries(asked, actor=request.user, now=timezone.now()))
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return form
    if n:
        text = ngettext("%(n)s message was taken in.", "%(n)s messages were taken in.", n)
        messages.success(request, text % {"n": n})
    if not found.unread:
        return form
    data = {"key": uuid4(), "text": "\n".join(found.unread.values()), "estate": estate_id}
    return _left_over(data, lines=found.unread, estates=estates)


def _message(message: Message, *, key: UUID, estate_id: int) -> Asked:
    """The same line of the same form is the same enquiry."""
    return Asked(
        key=uuid5(key, f"{message.line}:{message.phone}:{message.text}"),
        estate_id=estate_id,
        channel=EnquiryChannel.SMS,
        wanted=message.text[:LONGEST_WANTED],
        phone=message.phone,
    )


def _left_over(
    data: dict[str, Any], *, lines: Iterable[int], estates: list[EstateChoice]
) -> MessagesForm:
    """What is left to mend, under a new key."""
    rest = MessagesForm(data, estates=estates)
    for line in lines:
        told = _("Line %(line)s does not begin with a mobile number. Mend it here and send again.")
        rest.add_error("text", told % {"line": line})
    return rest
