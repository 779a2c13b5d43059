"""Every version that ever shipped is read; what none explains is kept and never raised."""

import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.reports import DoorReport, UnreadableReport, as_payload, read_report

GOOD = {
    "v": 1,
    "key": "7f4c2f0e-3c3a-4b62-8d4c-111111111111",
    "run": 7,
    "bag": "ABCD1234X",
    "result": "given",
    "at": "2026-04-12T10:00:00+08:00",
}

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["given", "undone", GOOD["key"], GOOD["at"], "NaT", "0001-01-01T00:00+14:00"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
fields = st.sampled_from([*GOOD, "reverses", "more"])


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@given(json_values)
def test_any_json_is_a_report_or_kept_as_unreadable(payload):
    assert isinstance(read_report(payload), DoorReport | UnreadableReport)


@given(st.dictionaries(fields, json_values, max_size=4))
@example({"at": "9999-12-31T23:59:59-23:59"})
@example({"at": "0001-01-01T00:00:00+14:00"})
@example({"run": 1e400})
@example({"run": float("nan")})
@example({"run": "9" * 5000})
@example({"result": []})
@example({"bag": "\ud800"})
@example({"bag": "\0"})
@example({"reverses": {}, "result": "undone"})
def test_a_report_with_damaged_fields_never_raises_and_can_be_stored(damage):
    report = read_report({**GOOD, **damage})
    assert isinstance(report.key, UUID)
    if isinstance(report, UnreadableReport):
        stored = json.dumps(report.payload)
        assert "\\u0000" not in stored
        stored.encode()
    else:
        assert report.occurred_at.utcoffset().total_seconds() == 0
        assert 0 < report.run_id < 2**63
        assert report.bag_code.encode()
        assert len(report.bag_code) <= 16


@pytest.mark.parametrize("field", ["v", "key", "run", "bag", "result", "at"])
def test_a_missing_field_makes_it_unreadable_under_its_own_key(field):
    payload = {name: value for name, value in GOOD.items() if name != field}
    report = read_report(payload)
    assert isinstance(report, UnreadableReport)
    assert (report.key == UUID(GOOD["key"])) == (field != "key")


def test_the_same_unreadable_content_has_the_same_key():
    assert read_report([1, 2]).key == read_report([1, 2]).key
    assert read_report([1, 2]).key != read_report([1, 3]).key


@pytest.mark.parametrize(
    "damage",
    [
        {"at": "2026-04-12T10:00:00"},
        {"at": "yesterday"},
        {"at": 1649736000},
        {"v": 2},
        {"v": "1"},
        {"run": 0},
        {"run": -1},
        {"run": 2**63},
        {"bag": ""},
        {"bag": "AB CD"},
        {"result": "eaten"},
        {"result": "undone"},
        {"result": "undone", "reverses": "x"},
        {"key": "not-a-key"},
    ],
)
def test_what_does_not_fit_is_unreadable(damage):
    assert isinstance(read_report({**GOOD, **damage}), UnreadableReport)


def test_a_report_is_read_as_it_was_sent():
    assert read_report(GOOD) == DoorReport(
        key=UUID(GOOD["key"]),
        run_id=7,
        bag_code="ABCD1234X",
        result=Result.GIVEN,
        occurred_at=datetime(2026, 4, 12, 2, 0, tzinfo=UTC),
    )


@given(
    st.sampled_from(list(Result)),
    st.integers(1, 2**63 - 1),
    st.datetimes(timezones=st.just(UTC)),
)
def test_reports_survive_the_way_through_json(result, run_id, at):
    reverses = uuid4() if result == Result.UNDONE else None
    report = DoorReport(uuid4(), run_id, "ABCD1234X", result, at, reverses)
    assert read_report(json.loads(json.dumps(as_payload(report)))) == report


@pytest.mark.parametrize("depth", [100, 900, 990, 5000])
def test_deep_nesting_is_kept_like_anything_else(depth):
    """Python itself gives up on a value that is nested some thousand levels deep."""
    assert isinstance(read_report({**GOOD, "run": nested(depth)}), UnreadableReport)
    assert isinstance(read_report(nested(depth)), UnreadableReport)
