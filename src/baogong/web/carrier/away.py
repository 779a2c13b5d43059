"""An officer has to stay at home, and another one carries on."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from baogong.apps.delivery.queries import acceptance_of, runs_held_by, takeover_for
from baogong.apps.delivery.services import take_over as carry_on
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import away_since
from baogong.apps.people.services import isolate_oneself
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.carrier.forms import TakeOverForm
from baogong.web.refusals import refusal_text


@for_roles(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def stay(request: StaffRequest) -> HttpResponse:
    """What I hold, and one press that offers it to the others of my entrances."""
    if request.method == "POST":
        isolate_oneself(user=request.user, now=timezone.now())
        return redirect("carrier:stay")
    held = runs_held_by(user_id=request.user.pk)
    context = {
        "held": held,
        "bags": sum(run.bags for run in held),
        "away": away_since(request.user),
    }
    return render(request, "carrier/stay.html", context)


@for_roles(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Count what the other officer hands over, and go on with their doors."""
    try:
        offer = takeover_for(viewer=request.user, run_id=pk)
    except NotVisible:
        acceptance_of(viewer=request.user, run_id=pk)  # theirs already: sent twice
        return redirect("carrier:accepted", pk)
    form = TakeOverForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            carry_on(
                key=form.cleaned_data["key"],
                run_id=pk,
                counted=form.cleaned_data["counted"],
                officer=request.user,
                now=timezone.now(),
            )
            return redirect("carrier:accepted", pk)
        except DomainError as error:
            form.add_error(None, refusal_text(error))
    status = 422 if form.errors else 200
    context = {"offer": offer, "form": form}
    return render(request, "carrier/take_over.html", context, status=status)
