"""Signs that a program sends an order. Such an order is taken all the same, only a little later.

What is looked at is when forms come and how many, never how somebody moves, touches, types or
reads: an order by keyboard or screen reader is like any other. What is counted is kept for a
minute in this process alone, and an address only as a number that nobody can turn back.
"""

from collections import defaultdict
from ipaddress import ip_address
from threading import Lock
from time import monotonic, time
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from baogong.apps.ordering.enums import Sign
from baogong.apps.ordering.intents import OrderIntent

HASTY_MS = 2000  # nobody chooses and sends in less
MOST_FORMS = 6  # different ones of a door in a minute; a repeated send is none
# In ten seconds. A carrier puts a thousand households behind one address, and in a rush a sixth of
# them may order within ten seconds: so far above it is no building and no estate.
MOST_DOORS = 300
signer = Signer(salt="baogong.order_page")


class Lately:
    """How many different things somebody did in the running stretch of so many seconds."""

    def __init__(self, seconds: int) -> None:
        self._seconds, self._stretch, self._lock = seconds, 0, Lock()
        self._done: defaultdict[int, set[int]] = defaultdict(set)

    def note(self, who: int, what: int) -> int:
        """This one included; the same one again counts once."""
        stretch = int(monotonic() // self._seconds)
        with self._lock:
            if stretch != self._stretch:
                self._stretch = stretch
                self._done.clear()
            self._done[who].add(what)
            return len(self._done[who])


forms_of_door, doors_of_address = Lately(60), Lately(10)


def fresh_page() -> dict[str, UUID | str]:
    """The key of a new page, and the moment at which it was made, signed together."""
    key = uuid4()
    return {"key": key, "made": signer.sign(f"{key}:{_now_ms()}")}


def sign_of(request: HttpRequest, intent: OrderIntent) -> Sign | None:
    """What makes this order look like a program's, if anything. No query.

    A page without a moment is no sign: one that was open during an upgrade has none.
    """
    address = request.META["REMOTE_ADDR"]
    forms = forms_of_door.note(intent.household_id, hash(intent.key))
    doors = doors_of_address.note(hash(address), intent.household_id)
    if _is_hasty(request.POST.get("made", ""), intent.key):
        return Sign.HASTY
    if forms > MOST_FORMS:
        return Sign.OFTEN
    if doors > MOST_DOORS and ip_address(address).is_global:  # any other is a proxy or ourselves
        return Sign.CONNECTION
    return None


def _is_hasty(made: str, key: UUID) -> bool:
    try:
        of, _, moment = signer.unsign(made).rpartition(":")
    except BadSignature:
        return False
    return of == str(key) and 0 <= _now_ms() - int(moment) < HASTY_MS


def _now_ms() -> int:
    return int(time() * 1000)
