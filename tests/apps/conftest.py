"""What shows a race with the locks off."""

import pytest

from baogong.plumbing import locks


@pytest.fixture
def locks_off(monkeypatch):
    """Switch the locks off, and let racers meet between reading and writing, so no luck is needed.

    ``locks_off(policies, "check_payback", racers=2)``: each goes on from the first call of this
    function once all have its answer, or with ``before`` into it once all have come to it. ``of``
    counts those calls alone that read rows of a model where they were to be locked.
    """
    # Not above: Django is set up after this file was read.
    from tests.factories.racing import Meeting, without_row_locks  # noqa: PLC0415

    meetings = []

    def switch(owner, name, *, racers=2, before=False, of=None):
        monkeypatch.setattr(locks, "lock_rows", without_row_locks)
        monkeypatch.setattr(locks, "lock_name", lambda _name: None)
        function, meeting = getattr(owner, name), Meeting(racers)
        meetings.append(meeting)

        def meet(*args, **kwargs):
            if before:
                meeting.come()
            answer = function(*args, **kwargs)
            if of is None or args[0].model is of:
                meeting.come()
            return answer

        monkeypatch.setattr(owner, name, meet)

    yield switch
    assert all(meeting.held for meeting in meetings), "the racers did not meet"
