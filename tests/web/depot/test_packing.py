"""R24, R29, R59: a bag is packed with one tap; what is missing is told, not hidden."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.urls import reverse

from baogong.apps.custody.models import Unit
from baogong.apps.delivery.services import accept_crate
from baogong.apps.inventory.models import Lot
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, Crate, CrateUnit, ShortLine
from baogong.apps.sorting.services import close_crate
from tests.factories import NOW, make_world, order, ripe_round
from tests.readers.test_photos import photo

pytestmark = pytest.mark.django_db


def full(bag):
    """The form as the page sends it: everything is in, weights in 斤."""
    lines = bag.lines.values_list("good", "good__sold_by").annotate(sum=Sum("planned"))
    return {
        f"good_{good_id}": str(planned / 500 if sold_by == "gram" else planned)
        for good_id, sold_by, planned in lines
    }


def first_bag(world):
    return Bag.objects.get(household=world.doors[0])


def test_a_scanned_label_opens_the_bag(sorter, world):
    bag = first_bag(world)
    answer = sorter.get(f"/b/{bag.code}", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == reverse("depot:bag", args=[bag.pk])
    assert bag.household.label in answer.text


def test_a_typed_code_is_read_as_it_is_spoken(sorter, world):
    bag = first_bag(world)
    typed = f" {bag.code[:3].lower()}-{bag.code[3:]} "

    assert sorter.get(reverse("depot:find_bag"), {"code": typed}).url == reverse(
        "depot:bag", args=[bag.pk]
    )


@pytest.mark.parametrize("typed", ["", "???", "ABCDEFGH0", "00000000000"])
def test_a_wrong_code_gets_a_sentence(sorter, world, typed):
    answer = sorter.get(reverse("depot:find_bag"), {"code": typed})

    assert answer.status_code == 422
    assert "bag-code-error" in answer.text


def test_one_tap_packs_all_of_it_and_the_next_bag_follows(sorter, world):
    bag = first_bag(world)
    page = reverse("depot:bag", args=[bag.pk])
    answer = sorter.post(page, full(bag), follow=True)

    bag.refresh_from_db()
    assert answer.status_code == 200
    assert "result-done" in answer.text
    assert bag.unit is not None
    assert bag.unit.crates.count() == 1


def test_a_second_tap_changes_nothing(sorter, world):
    bag = first_bag(world)
    page = reverse("depot:bag", args=[bag.pk])
    for _ in range(2):
        answer = sorter.post(page, full(bag), follow=True)

    assert "result-done" in answer.text
    assert CrateUnit.objects.count() == 1
    assert Unit.objects.count() == 1


def test_what_is_missing_is_recorded_and_shown(sorter, world):
    bag = first_bag(world)
    line = bag.lines.get(good__sku="EGG")
    answer = sorter.post(
        reverse("depot:bag", args=[bag.pk]),
        full(bag) | {f"good_{line.good_id}": "18"},
        follow=True,
    )

    assert "result-wait" in answer.text
    assert ShortLine.objects.get().quantity == 2


def test_a_good_of_two_packages_is_one_line_and_its_lack_falls_on_the_last(sorter, world):
    bag = first_bag(world)
    one, two = bag.lines.filter(good__sku="CAB").order_by("pk")
    typed = {f"good_{one.good_id}": "5"}  # of 8: 1.5 kg are missing, 1 kg of them in the last

    page = sorter.get(reverse("depot:bag", args=[bag.pk]))
    sorter.post(page.request["PATH_INFO"], full(bag) | typed)

    assert "8 斤（4 kg）" in page.text
    missing = dict(ShortLine.objects.values_list("bag_line", "quantity"))
    assert missing == {one.pk: 500, two.pk: 1000}


def test_a_bag_that_left_says_so(sorter, world):
    bag = first_bag(world)
    sorter.post(reverse("depot:bag", args=[bag.pk]), full(bag))
    crate = Crate.objects.get(contents__unit__bag=bag)
    staff = world.staff
    close_crate(key=uuid4(), crate_id=crate.pk, counted=1, actor=staff[Role.SORTER], now=NOW)
    accept_crate(
        key=uuid4(),
        crate_id=crate.pk,
        counted=1,
        officer=staff[Role.OFFICER],
        occurred_at=NOW,
        now=NOW,
    )

    assert sorter.get(reverse("depot:bag", args=[bag.pk])).context["state"] == "gone"


def test_a_bag_without_anything_gets_no_label(sorter, world):
    bag = first_bag(world)
    nothing = dict.fromkeys(full(bag), "0")
    answer = sorter.post(reverse("depot:bag", args=[bag.pk]), nothing, follow=True)

    assert "result-risk" in answer.text
    assert not Unit.objects.exists()


@pytest.mark.parametrize("typed", ["21", "-1", "1.5", "all", "", "NaN", "1e999"])
def test_a_bad_number_names_the_good_and_moves_nothing(sorter, world, typed):
    bag = first_bag(world)
    line = bag.lines.get(good__sku="EGG")
    answer = sorter.post(
        reverse("depot:bag", args=[bag.pk]), full(bag) | {f"good_{line.good_id}": typed}
    )

    bag.refresh_from_db()
    assert answer.status_code == 422
    assert f'href="#id_good_{line.good_id}"' in answer.text
    assert bag.done_at is None
    assert not ShortLine.objects.exists()


def test_more_than_the_shelf_holds_is_refused(sorter, world):
    bag = first_bag(world)
    Lot.objects.filter(good__sku="EGG").update(on_hand=5)
    answer = sorter.post(reverse("depot:bag", args=[bag.pk]), full(bag))

    bag.refresh_from_db()
    assert answer.status_code == 422
    assert "鸡蛋" in answer.text
    assert bag.done_at is None


def test_next_bag_leads_to_the_crate_when_all_are_packed(sorter, world):
    bag = first_bag(world)
    wave, entrance = bag.wave_id, bag.household.parent_id
    step = reverse("depot:next_bag", args=[wave, entrance])
    assert sorter.get(step).url == reverse("depot:bag", args=[bag.pk])
    sorter.post(reverse("depot:bag", args=[bag.pk]), full(bag))

    assert sorter.get(step).url == reverse("depot:entrance", args=[wave, entrance])


def test_another_estates_bag_is_not_there(client, world):
    other = make_world(name="F")
    client.force_login(other.staff[Role.SORTER])
    bag = first_bag(world)

    assert client.get(reverse("depot:bag", args=[bag.pk])).status_code == 404
    assert client.post(reverse("depot:bag", args=[bag.pk]), full(bag)).status_code == 404
    assert client.get(f"/b/{bag.code}", follow=True).status_code == 404
    bag.refresh_from_db()
    assert bag.done_at is None


def test_the_wave_asks_the_database_equally_often_with_many_entrances(
    sorter, django_assert_max_num_queries
):
    counts = []
    for name, buildings in (("G", 1), ("H", 12)):
        world = make_world(name=name, buildings=buildings)
        for door in world.doors:
            order(world, door, 1)
        ripe_round(world)
        sorter.force_login(world.staff[Role.SORTER])
        page = reverse("depot:wave", args=[world.round.wave.pk])
        with django_assert_max_num_queries(40) as asked:
            assert sorter.get(page).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert Crate.objects.count() >= 13


def test_what_is_broken_or_wrong_is_told_with_a_photo_on_the_short_line(sorter, world):
    """C6.5: one mechanism, the short line; its reason and photo are seen on the bag's page."""
    bag = first_bag(world)
    egg = bag.lines.get(good__sku="EGG").good_id
    page = reverse("depot:bag", args=[bag.pk])
    broken = {
        f"good_{egg}": "18",
        "reason": "broken",
        "photo": SimpleUploadedFile("e", photo(80, 60)),
    }
    answer = sorter.post(page, full(bag) | broken, follow=True)

    short = ShortLine.objects.get()
    assert (short.quantity, short.reason) == (2, "broken")
    assert short.get_reason_display() in answer.text
    seen = sorter.get(reverse("depot:bag_photo", args=[bag.pk, short.photo_id]))
    assert seen["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("wrong", [{"reason": "lost"}, {"photo": SimpleUploadedFile("e", b"x")}])
def test_an_unknown_reason_or_a_file_that_is_no_photo_packs_nothing(sorter, world, wrong):
    bag = first_bag(world)
    answer = sorter.post(reverse("depot:bag", args=[bag.pk]), full(bag) | wrong)

    bag.refresh_from_db()
    assert answer.status_code == 422
    assert bag.done_at is None


def test_a_bag_on_another_table_says_so_until_it_is_left(client, world):
    """Going back to the entrance lays the bag back."""
    bag = first_bag(world)
    step = reverse("depot:next_bag", args=[bag.wave_id, bag.household.parent_id])
    page = reverse("depot:bag", args=[bag.pk])
    first, second = world.staff[Role.SORTER], world.staff[Role.COMMANDER]
    client.force_login(first)
    assert client.get(step).url == page
    assert client.get(page).context["elsewhere"] is False

    client.force_login(second)
    assert client.get(page).context["elsewhere"] is True
    assert client.get(step).url == reverse(
        "depot:entrance", args=[bag.wave_id, bag.household.parent_id]
    )

    client.force_login(first)
    client.post(reverse("depot:leave_bag", args=[bag.pk]))
    client.force_login(second)
    assert client.get(step).url == page
