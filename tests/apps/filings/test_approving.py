"""C12 job 4, X2: another person approves a group buy as it was seen, once carriers are booked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.catalog.models import Package
from baogong.apps.catalog.services import PackageDraft, change_package
from baogong.apps.filings.errors import (
    CarriersMissing,
    FilingChanged,
    FilingNotWaiting,
    LicenceExpired,
    OwnFiling,
    RefusalWithoutReason,
    SupplierKnown,
)
from baogong.apps.filings.models import Filing
from baogong.apps.filings.queries import (
    approved_buy,
    approved_by_round,
    approved_by_slot,
    carriers_of,
)
from baogong.apps.filings.services import NewSupplier, decisions, drafts
from baogong.apps.gate.errors import SlotTaken
from baogong.apps.gate.models import ArrivalSlot
from baogong.apps.ordering.models import Listing, Round
from baogong.apps.people.enums import Health, Role
from baogong.apps.people.models import ShiftDuty
from baogong.apps.people.services import assign, set_health
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.apps.suppliers.models import Supplier
from baogong.apps.suppliers.services import add_supplier
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.filings import EXPIRED, GroupBuy, book_carriers
from tests.factories.gate import book_truck
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db
NEWCOMER = NewSupplier("面包房", "91310112X", EXPIRED + timedelta(days=30), b"jpeg")


def made_buy():
    """Two buildings with carriers, and a group buy of two packages that waits."""
    buy = GroupBuy(make_world(buildings=2))
    buy.add_new()
    buy.staffed()
    buy.file()
    return buy


@pytest.fixture
def buy():
    return made_buy()


def nothing_moved(buy):
    filing = Filing.objects.get(pk=buy.filing.pk)
    assert (filing.state, Round.objects.count(), ArrivalSlot.objects.count()) == ("filed", 1, 0)
    assert Package.objects.get(code="BREAD").published_at is None
    return True


def test_what_was_seen_is_announced_and_its_truck_has_its_slot(buy):
    filing = buy.approve()

    round_ = filing.round
    assert (round_.title, round_.estate, round_.opens_at) == ("面包团购", buy.world.estate, NOW)
    assert (round_.cutoff_at, round_.delivery_date) == (
        buy.terms().cutoff_at,
        buy.terms().delivery_date,
    )
    listed = Listing.objects.filter(round=round_).order_by("price_fen")
    assert [(row.package.code, row.price_fen, row.stock) for row in listed] == [
        ("BREAD", 2580, 100),
        ("VEG35", 3500, None),
    ]
    assert {row.supplier for row in listed} == {buy.world.supplier}
    assert Package.objects.get(code="BREAD").published_at == NOW
    slot = ArrivalSlot.objects.get()
    assert (slot, slot.gate, slot.begins_at, slot.who) == (
        filing.slot,
        buy.gate,
        buy.arrives_at,
        "S-E",
    )
    told = AuditEntry.objects.order_by("-pk")[:4]
    assert {entry.action for entry in told} == {
        "package.published",
        "round.opened",
        "slot.booked",
        "filing.approved",
    }


def test_a_new_supplier_becomes_one_with_its_licence(buy):
    buy.change(supplier=NEWCOMER)
    assert Supplier.objects.count() == 1
    supplier = buy.approve().supplier

    assert (supplier.name, supplier.licence, supplier.licence_until) == (
        "面包房",
        "91310112X",
        NEWCOMER.licence_until,
    )
    assert [area.estate for area in supplier.areas.all()] == [buy.world.estate]


def test_a_supplier_of_that_name_that_came_meanwhile_is_not_overwritten(buy):
    buy.change(supplier=NEWCOMER)
    add_supplier(town=buy.world.town, name="面包房", actor=SYSTEM, now=NOW)
    with pytest.raises(SupplierKnown):
        buy.approve()
    assert nothing_moved(buy)


def test_who_filed_it_does_not_approve_it(buy):
    assign(user=buy.filer, role=Role.COMMANDER, place=buy.world.estate, actor=SYSTEM, now=NOW)
    with pytest.raises(OwnFiling):
        buy.approve(actor=buy.filer)
    assert nothing_moved(buy)
    buy.approve()
    with pytest.raises(IntegrityError, match="filing_approved_by_another"), transaction.atomic():
        Filing.objects.update(decided_by=buy.filer)


def test_what_its_filer_changed_since_is_looked_at_again(buy):
    seen = buy.row().digest
    buy.change(cutoff_at=NOW + timedelta(hours=9))
    for decide in (buy.approve, buy.refuse):
        with pytest.raises(FilingChanged):
            decide(seen=seen)
    assert nothing_moved(buy)
    assert buy.approve().round.cutoff_at == NOW + timedelta(hours=9)


def test_what_the_catalogue_changed_since_is_looked_at_again(buy):
    seen = buy.row().digest
    dearer = PackageDraft("BREAD", "面包包", 9900, {"EGG": 10}, "staple", 600)
    package = Package.objects.get(code="BREAD")
    change_package(dearer, package_id=package.pk, actor=buy.boss, now=NOW)
    with pytest.raises(FilingChanged):
        buy.approve(seen=seen)
    assert nothing_moved(buy)


def test_what_became_wrong_since_is_refused(buy):
    seen = buy.row().digest
    book_truck(buy.gate, buy.world.staff[Role.GATE], now=NOW, begins=buy.arrives_at)
    with pytest.raises(SlotTaken):
        buy.approve(seen=seen)
    ArrivalSlot.objects.all().delete()
    Supplier.objects.update(licence_until=EXPIRED)
    with pytest.raises(LicenceExpired):
        buy.approve()
    assert nothing_moved(buy)


def test_a_building_without_a_carrier_holds_it_up(buy):
    free = ShiftDuty.objects.get(person__place__label="B2")
    ShiftDuty.objects.filter(pk=free.pk).update(freed_at=NOW)
    with pytest.raises(CarriersMissing) as refused:
        buy.approve()
    assert refused.value.data == {"missing": 1, "buildings": 2, "first": "B2"}
    assert nothing_moved(buy)
    rows = carriers_of(buy.row(), now=NOW).buildings
    assert [(row.label, len(row.carriers)) for row in rows] == [("B1", 1), ("B2", 0)]


def test_a_carrier_who_has_to_stay_at_home_is_none(buy):
    person = ShiftDuty.objects.get(person__place__label="B2").person
    set_health(person_id=person.pk, health=Health.ISOLATED, actor=buy.boss, now=NOW)
    assert carriers_of(buy.row(), now=NOW).lacking == ("B2",)


def test_carriers_are_booked_for_the_whole_slot_be_it_in_turns(buy):
    begins, minute = buy.arrives_at, timedelta(minutes=1)
    ShiftDuty.objects.update(ends_at=begins + 5 * minute)
    assert carriers_of(buy.row(), now=NOW).lacking == ("B1", "B2")
    book_carriers(buy.world, begins + 5 * minute, begins + 60 * minute, number=50)
    assert carriers_of(buy.row(), now=NOW).lacking == ()


def test_whoever_sits_at_a_desk_then_carries_nothing(buy):
    shift = ShiftDuty.objects.first().shift
    type(shift).objects.filter(pk=shift.pk).update(team=None, desk="phone")
    assert carriers_of(buy.row(), now=NOW).lacking == ("B1", "B2")


def test_a_refusal_says_why_and_may_be_mended(buy):
    with pytest.raises(RefusalWithoutReason):
        buy.refuse(" ")
    assert nothing_moved(buy)
    buy.refuse()
    row = buy.row()
    assert (row.state, row.reason, row.decided_by) == ("refused", "价格偏高", buy.boss.name)
    with pytest.raises(FilingNotWaiting):
        buy.approve()

    buy.change(title="面包团购（降价）")
    buy.file()
    assert buy.approve().reason == ""


def test_the_approved_one_is_told_to_everybody_and_no_other(buy):
    with pytest.raises(NotVisible):
        approved_buy(buy.filing.pk, now=NOW)
    filing = buy.approve()
    set_setting(CONTACT_PHONE, "021-12345678", place=buy.world.town, actor=SYSTEM, now=NOW)

    found = approved_buy(filing.pk, now=NOW)
    assert (found.supplier, found.licence, found.contact, found.closed) == (
        "S-E",
        buy.world.supplier.licence,
        "021-12345678",
        False,
    )
    assert [row.price_fen for row in found.listings] == [2580, 3500]
    assert approved_by_round([filing.round_id, buy.world.round.pk]) == {filing.round_id: filing.pk}
    assert approved_by_slot([filing.slot_id]) == {filing.slot_id: filing.pk}


@pytest.mark.django_db(transaction=True)
def test_of_commanders_who_approve_at_once_one_opens_it(transactional_db):
    buy = made_buy()
    seen = buy.row().digest
    answers = race(*[lambda: buy.approve(seen=seen)] * RACERS)

    assert sum(isinstance(answer, FilingNotWaiting) for answer in answers) == RACERS - 1
    assert Round.objects.count() == 2
    assert ArrivalSlot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_while_it_is_approved_is_in_it_or_refused(transactional_db):
    buy = made_buy()
    seen, later = buy.row().digest, NOW + timedelta(hours=9)
    race(lambda: buy.approve(seen=seen), lambda: buy.change(cutoff_at=later))

    filing = Filing.objects.select_related("round").get()
    if filing.state == "approved":
        assert filing.cutoff_at == filing.round.cutoff_at == buy.terms().cutoff_at
    else:
        assert (filing.state, filing.cutoff_at) == ("filed", later)


@pytest.mark.django_db(transaction=True)
def test_of_those_who_approve_and_refuse_at_once_one_decides(transactional_db):
    buy = made_buy()
    seen = buy.row().digest
    answers = race(lambda: buy.approve(seen=seen), lambda: buy.refuse(seen=seen))

    assert sum(isinstance(answer, FilingNotWaiting) for answer in answers) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("second", "looked"), [("approve", "check_carriers"), ("refuse", "check_as_seen")]
)
def test_without_locks_nobody_hears_that_another_decided(locks_off, second, looked):
    """Where the database does not stop the second one, the last word stands, and a refusal goes
    with a round that is open or an approval with somebody who was told that it is refused."""
    buy = made_buy()
    seen = buy.row().digest
    locks_off(decisions.policies, looked)
    answers = race(lambda: buy.approve(seen=seen), lambda: getattr(buy, second)(seen=seen))

    assert not any(isinstance(answer, FilingNotWaiting) for answer in answers)
    assert all(isinstance(answer, Filing | IntegrityError | SlotTaken) for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_without_locks_another_thing_is_announced_than_was_filed(locks_off):
    buy = made_buy()
    seen, later = buy.row().digest, NOW + timedelta(hours=9)
    locks_off(drafts.policies, "check_times")
    race(lambda: buy.approve(seen=seen), lambda: buy.change(cutoff_at=later))

    filing = Filing.objects.select_related("round").get()
    assert filing.state == "approved"
    assert filing.round.cutoff_at != filing.cutoff_at == later
