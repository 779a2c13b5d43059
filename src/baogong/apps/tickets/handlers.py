"""What this app keeps about people, and what it does when apps below it speak."""

from baogong.apps.delivery.events import BagsTakenBack
from baogong.apps.tickets.retention import KINDS
from baogong.apps.tickets.services import escalate_overdue, report_returns
from baogong.plumbing import retention, sweeps
from baogong.plumbing.events import handles

retention.register(*KINDS)
sweeps.register(escalate_overdue)


@handles(BagsTakenBack)
def ask_what_becomes_of_them(event: BagsTakenBack, _event_id: int) -> None:
    report_returns(event.return_ids)
