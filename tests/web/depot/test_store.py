"""R24, R25, X4, C10.5 at the depot: refills, old goods, counts and one's own kilograms."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.catalog.models import Good
from baogong.apps.inventory.models import Lot, RefillTask, StockCount, StorageArea
from baogong.apps.inventory.services import AreaPlan, plan_areas
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM


def depot_of(world, *, par=100_000):
    """The depot whose leaf vegetables are the sorter's."""
    depot = Lot.objects.first().place
    Good.objects.filter(sku="CAB").update(category=GoodCategory.LEAF, best_hours=24)
    plan = AreaPlan(world.staff[Role.SORTER].pk, par)
    plan_areas({GoodCategory.LEAF: plan}, depot=depot, actor=SYSTEM, now=timezone.now())
    return depot


def jpeg():
    made = BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG")
    return SimpleUploadedFile("p.jpg", made.getvalue(), "image/jpeg")


def test_an_area_below_par_is_counted_taken_and_refilled(world, sorter):
    depot = depot_of(world)
    area = StorageArea.objects.get()
    sorter.post(reverse("depot:area", args=[area.pk]), {"grams": "120", "key": uuid4()})
    task = RefillTask.objects.get()
    page = sorter.get(reverse("depot:store", args=[depot.pk])).content.decode()
    assert "80 斤（40 kg）" in page

    sorter.post(reverse("depot:refill_take", args=[task.pk]))
    sorter.post(reverse("depot:refill_done", args=[task.pk]))
    page = sorter.get(reverse("depot:store", args=[depot.pk])).content.decode()
    assert RefillTask.objects.get().done_at
    assert "40 千克" in page or "40 kg" in page


def test_a_heavy_task_is_marked_before_it_is_taken(world, sorter):
    """R25."""
    depot = depot_of(world, par=960_000)
    area = StorageArea.objects.get()
    sorter.post(reverse("depot:area", args=[area.pk]), {"grams": "0", "key": uuid4()})
    page = sorter.get(reverse("depot:store", args=[depot.pk]))

    assert [card.is_near for card in page.context["refills"]] == [True]
    assert page.context["relief"] is None


def test_old_leaf_vegetables_are_red_and_their_owner_is_named(world, sorter):
    """X4."""
    depot = depot_of(world)
    Lot.objects.update(received_at=timezone.now() - timedelta(hours=24, minutes=1))
    page = sorter.get(reverse("depot:store", args=[depot.pk]))

    assert [(row.good, row.owner, hours) for row, hours in page.context["old"]] == [
        ("白菜", "sorter", 24)
    ]


def test_spoiled_goods_want_their_weight_and_a_photo(world, sorter):
    depot = depot_of(world)
    url = reverse("depot:shelf_good", args=[depot.pk, "CAB"])
    before = Lot.objects.get(good__sku="CAB").on_hand
    data = {"reason": "spoiled", "quantity": "1.5", "seen": before, "key": uuid4()}
    refused = sorter.post(url, data)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"photo"}
    assert not StockCount.objects.exists()

    sorter.post(url, {**data, "photo": jpeg()})
    count = StockCount.objects.get()
    assert (count.before, count.after) == (before, before - 750)
    picture = sorter.get(reverse("depot:shelf_photo", args=[depot.pk, count.photo_id]))
    assert picture["Content-Type"] == "image/jpeg"


def test_a_count_that_something_overtook_is_asked_again_with_what_lies_there_now(world, sorter):
    depot = depot_of(world)
    before = Lot.objects.get(good__sku="CAB").on_hand
    url = reverse("depot:shelf_good", args=[depot.pk, "CAB"])
    data = {"reason": "counted", "quantity": "1", "seen": before + 1, "key": uuid4()}
    answer = sorter.post(url, data)

    assert answer.status_code == 422
    assert answer.context["form"]["seen"].value() == before
    assert Lot.objects.get(good__sku="CAB").on_hand == before


@pytest.mark.parametrize("quantity", ["", "-1", "x", "1e9", "0.0001", "NaN"])
def test_nonsense_is_no_amount(world, sorter, quantity):
    depot = depot_of(world)
    url = reverse("depot:shelf_good", args=[depot.pk, "CAB"])
    data = {"reason": "counted", "quantity": quantity, "seen": 1, "key": uuid4()}

    assert sorter.post(url, data).status_code == 422
    assert not StockCount.objects.exists()
