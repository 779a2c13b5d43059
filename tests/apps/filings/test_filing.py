"""C3 job 2, R43, R23, R30: a group buy is filed with goods, licence, price and delivery day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.catalog.errors import TooLight
from baogong.apps.catalog.models import Package
from baogong.apps.filings.enums import FilingState
from baogong.apps.filings.errors import (
    BadFilingTimes,
    FiledTwice,
    FilingSettled,
    LicenceExpired,
    LicenceMissing,
    LicencePhotoMissing,
    NoSuchSlot,
    NothingFiled,
    NotYourFiling,
    PackageUnfinished,
    SupplierKnown,
)
from baogong.apps.filings.models import Filing
from baogong.apps.filings.queries import filing_for, filing_photo, filings_of, filings_waiting
from baogong.apps.filings.services import NewSupplier, take_out, withdraw_filing
from baogong.apps.gate.errors import SlotTaken
from baogong.apps.ordering.models import Round
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Photo
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.filings import EXPIRED, GroupBuy
from tests.factories.gate import book_truck

pytestmark = pytest.mark.django_db
NEWCOMER = NewSupplier("面包房", "91310112X", None, b"jpeg")


@pytest.fixture
def buy():
    return GroupBuy(make_world())


def state(buy):
    return Filing.objects.get(pk=buy.filing.pk).state


def test_a_draft_is_filed_and_nothing_opens_by_itself(buy):
    rounds = Round.objects.count()
    assert (state(buy), filings_waiting(viewer=buy.boss, roles=[Role.COMMANDER])) == ("draft", 0)
    buy.file()
    buy.file()

    row = buy.row()
    assert (row.state, row.supplier, row.is_new, row.filed_by) == (
        FilingState.FILED,
        "S-E",
        False,
        buy.filer.name,
    )
    assert [(filed.package.price_fen, filed.stock) for filed in row.packages] == [(3500, None)]
    assert filings_waiting(viewer=buy.boss, roles=[Role.COMMANDER]) == 1
    assert Round.objects.count() == rounds
    told = AuditEntry.objects.filter(action__startswith="filing.").order_by("pk")
    assert [entry.action for entry in told] == [
        "filing.drafted",
        "filing.changed",
        "filing.filed",
    ]


def test_the_same_form_again_drafts_it_once(buy):
    key = uuid4()

    assert buy.draft(key) == buy.draft(key)
    assert Filing.objects.count() == 2


@pytest.mark.parametrize(
    ("cutoff", "arrives"), [(-1, 21), (22, 21)], ids=["closed before now", "after the truck"]
)
def test_orders_close_after_now_and_before_the_truck(buy, cutoff, arrives):
    with pytest.raises(BadFilingTimes):
        buy.change(
            cutoff_at=NOW + timedelta(hours=cutoff), arrives_at=NOW + timedelta(hours=arrives)
        )
    assert Filing.objects.get().cutoff_at == buy.terms().cutoff_at


def test_the_truck_comes_at_the_beginning_of_a_slot_that_is_free(buy):
    with pytest.raises(NoSuchSlot) as refused:
        buy.change(arrives_at=buy.arrives_at + timedelta(minutes=5))
    assert refused.value.data == {"minutes": 20, "before": "07:20", "after": "07:40"}
    book_truck(buy.gate, buy.world.staff[Role.GATE], now=NOW, begins=buy.arrives_at)
    with pytest.raises(SlotTaken):
        buy.file()
    assert state(buy) == "draft"


def test_a_licence_is_on_file_and_holds_on_the_delivery_day(buy):
    Supplier.objects.update(licence_until=EXPIRED)
    with pytest.raises(LicenceExpired) as refused:
        buy.file()
    assert refused.value.data == {"supplier": "S-E", "until": EXPIRED}
    Supplier.objects.update(licence_until=EXPIRED + timedelta(days=1))
    buy.file()
    Supplier.objects.update(licence="")
    with pytest.raises(LicenceMissing):
        buy.change()


def test_a_new_supplier_is_named_with_licence_and_photo_and_is_none_yet(buy):
    with pytest.raises(LicencePhotoMissing):
        buy.change(supplier=NewSupplier("面包房", "91310112X"))
    with pytest.raises(SupplierKnown):
        buy.change(supplier=NewSupplier("S-E", "91310112X", None, b"jpeg"))
    buy.change(supplier=NEWCOMER)
    buy.change(supplier=NewSupplier("面包房", "91310112Y", EXPIRED + timedelta(days=9)))

    row = buy.row()
    assert (row.supplier, row.is_new, row.licence) == ("面包房", True, "91310112Y")
    photo = {"viewer": buy.boss, "roles": [Role.COMMANDER], "pk": row.id}
    assert filing_photo(**photo) == b"jpeg"
    assert Supplier.objects.count() == Photo.objects.count() == 1
    Photo.objects.all().delete()
    with pytest.raises(NotVisible):
        filing_photo(**photo)


def test_a_package_of_the_catalogue_goes_in_once_and_out_again(buy):
    [known] = buy.row().packages
    with pytest.raises(FiledTwice):
        buy.add(Package.objects.get(pk=known.package.id))
    act = {"filing_id": buy.filing.pk, "actor": buy.filer, "now": NOW}
    take_out(filed_id=known.id, **act)
    take_out(filed_id=known.id, **act)
    with pytest.raises(NothingFiled):
        buy.file()
    assert Package.objects.filter(pk=known.package.id).exists()


def test_a_new_package_is_a_draft_of_the_catalogue_and_has_to_be_whole(buy):
    buy.add_new()
    row = buy.row()
    assert [(filed.package.published, filed.stock) for filed in row.packages] == [
        (True, None),
        (False, 100),
    ]
    buy.add_new(code="B2", price_fen=0)
    with pytest.raises(PackageUnfinished):
        buy.file()


def test_a_new_package_weighs_what_it_says(buy):
    buy.add_new(stated_grams=1000)
    with pytest.raises(TooLight):
        buy.file()


def test_only_its_filer_changes_it_and_only_until_it_is_settled(buy):
    with pytest.raises(NotYourFiling):
        buy.change(actor=buy.boss)
    withdraw_filing(filing_id=buy.filing.pk, actor=buy.filer, now=NOW)
    for late in (buy.file, buy.change, buy.add_new):
        with pytest.raises(FilingSettled):
            late()
    assert state(buy) == "withdrawn"


def test_another_estates_filing_is_not_there(buy):
    stranger = make_world(name="F").staff[Role.COMMANDER]
    buy.file()

    with pytest.raises(NotVisible):
        filing_for(viewer=stranger, roles=[Role.COMMANDER], pk=buy.filing.pk)
    assert filings_waiting(viewer=stranger, roles=[Role.COMMANDER]) == 0


def test_the_database_refuses_a_filing_of_nobody_and_an_approval_without_a_round(buy):
    rows = Filing.objects.filter(pk=buy.filing.pk)
    for wrong, name in (
        ({"supplier": None}, "filing_names_its_supplier"),
        ({"state": "approved"}, "filing_approved_has_round"),
        ({"state": "refused"}, "filing_refused_says_why"),
        ({"cutoff_at": buy.arrives_at}, "filing_closes_before_truck"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**wrong)


def test_the_number_of_queries_does_not_grow(buy, django_assert_num_queries):
    def look():
        states = list(FilingState)
        return filings_of(viewer=buy.boss, roles=[Role.COMMANDER], states=states, most=50)

    for wanted in (1, 4):
        with django_assert_num_queries(5):
            assert len(look()) == wanted
        for _ in range(3):
            buy.filing = buy.draft()
            buy.add_new(code=uuid4().hex[:8])
