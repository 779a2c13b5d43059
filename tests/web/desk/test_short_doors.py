"""R32, R34: who got less by a division is told, in the chat or one by one."""

import pytest
from django.urls import reverse
from django.utils import translation

from baogong.apps.ordering.enums import Channel, Consent
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Share
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW
from tests.factories.shortages import divide, short_round
from tests.factories.world import make_world
from tests.web.paper.reading import text_of

pytestmark = pytest.mark.django_db
WAYS = (Channel.PAGE, Channel.PHONE, Channel.SHEET, Channel.HELPER, Channel.CHAIN, Channel.PHONE)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def world():
    """Nobody gets anything; the last one asked for a call."""
    choices = ["refund"] * 5 + ["ask"]
    return short_round(*choices, missing=18_000, channels=WAYS, buildings=2)


@pytest.fixture
def shortage(world):
    return divide(world)


@pytest.fixture
def clerk(client, world):
    client.force_login(world.staff[Role.CLERK])
    client.cookies["django_language"] = "en"
    return client


def page(shortage):
    return reverse("desk:short_doors", args=[shortage.pk])


def tick(client, shortage, *shares, query=""):
    url = reverse("desk:short_doors_told", args=[shortage.pk])
    return client.post(url, {"doors": [share.pk for share in shares], "query": query})


def share_of(shortage, door):
    return Share.objects.get(shortage=shortage, household__label=door)


def test_the_list_of_short_goods_leads_to_it_and_counts_who_waits(clerk, world, shortage):
    url = reverse("desk:shortages", args=[world.round.pk])
    html = clerk.get(url).text
    assert page(shortage) in html
    assert "3 doors to tell one by one" in html
    tick(clerk, shortage, share_of(shortage, "B1-1-102"))
    assert "2 doors to tell one by one" in clerk.get(url).text


def test_by_phone_on_paper_and_by_a_helper_they_are_told_one_by_one(clerk, shortage):
    """Not who has a page or a chat, nor who is called anyway."""
    html = clerk.get(page(shortage)).text
    _, form = html.split("Who knows it now")
    ticked = form.split("</form>")[0]
    told = [door for door in ("B1-1-102", "B1-1-201", "B1-1-202") if door in ticked]
    others = [door for door in ("B1-1-101", "B2-1-101", "B2-1-102") if door in ticked]
    assert (told, others) == (["B1-1-102", "B1-1-201", "B1-1-202"], [])
    assert "By phone · 6 jin less, ¥35.00 back" in ticked
    assert all(door in html for door in ("B1-1-101", "B2-1-101", "B2-1-102"))


def test_who_reads_it_only_by_a_neighbour_is_told_too(clerk, world, shortage):
    """R39: it wrote nothing in the chat itself."""
    orders = Order.objects.filter(household__label="B2-1-101")
    orders.update(consent=Consent.NEIGHBOUR, by_door=world.doors[0])
    share = share_of(shortage, "B2-1-101")
    html = clerk.get(page(shortage)).text
    assert f'name="doors" value="{share.pk}"' in html
    assert "by a helper or by a neighbour" in html
    tick(clerk, shortage, share)
    share.refresh_from_db()
    assert share.told_at


def test_where_nobody_is_ticked_it_says_what_to_do(clerk, shortage):
    """R32: and a second press says nothing."""
    url = page(shortage)
    html = clerk.get(tick(clerk, shortage).url).text
    assert ("Tick who knows it." in html, "knows it now." in html) == (True, False)
    share = share_of(shortage, "B1-1-102")
    assert "1 door knows it now." in clerk.get(tick(clerk, shortage, share).url).text
    tick(clerk, shortage, share)
    assert "know it now." not in clerk.get(url).text


def test_who_is_ticked_knows_it_once_and_by_whom_is_kept(clerk, world, shortage):
    share = share_of(shortage, "B1-1-102")
    answer = tick(clerk, shortage, share, query="building=B1")
    assert answer.url == f"{page(shortage)}?building=B1"
    share.refresh_from_db()
    assert (share.told_by, bool(share.told_at)) == (world.staff[Role.CLERK], True)
    at = share.told_at
    tick(clerk, shortage, share)
    share.refresh_from_db()
    assert share.told_at == at
    assert AuditEntry.objects.filter(action="share.told").count() == 1
    assert "1 door knows it" in clerk.get(page(shortage)).text


def test_others_than_those_to_tell_cannot_be_ticked(clerk, shortage):
    own_page, called = share_of(shortage, "B1-1-101"), share_of(shortage, "B2-1-102")
    tick(clerk, shortage, own_page, called)
    assert not Share.objects.exclude(told_at=None).exists()


def test_a_building_has_a_text_of_its_own_or_none(clerk, shortage):
    answer = clerk.get(page(shortage), {"building": "B2"})
    [(text, characters)] = answer.context["parts"]
    assert "B2 Together 2 doors" in text
    assert ("B1-1-101" in text, characters) == (False, len(text))
    none = clerk.get(page(shortage), {"building": "B9"})
    assert none.context["parts"] == []
    assert "In B9 no door got less." in none.text


def test_the_text_has_no_names_and_no_phones(clerk, world, shortage):
    [(text, _)] = clerk.get(page(shortage)).context["parts"]
    names = [user.name for user in world.staff.values() if len(user.name) > 1]
    assert not any(name in text for name in names)
    assert not any(sign.isdigit() and len(sign) >= 7 for sign in text.replace("-", " ").split())


def test_all_are_ticked_with_one_tap_once_the_notes_are_out(clerk, shortage):
    assert clerk.get(page(shortage)).text.count(" checked>") == 0
    all_ticked = clerk.get(page(shortage), {"ticked": "all", "building": "B1"})
    assert all_ticked.text.count(" checked>") == 3
    assert 'name="query" value="building=B1"' in all_ticked.text


def test_the_list_to_call_leaves_as_a_file_and_on_paper(clerk, shortage):
    rows = clerk.get(page(shortage), {"as": "csv"}).content.decode().splitlines()
    assert [row.split(",")[0] for row in rows[2:]] == ["B1-1-102", "B1-1-201", "B1-1-202"]
    assert clerk.get(page(shortage), {"as": "print"}).status_code == 200


def test_the_liaison_of_the_estate_may_tell_and_nobody_elsewhere(client, world, shortage):
    """R43: who runs the chats pastes it; the order page of the round leads there."""
    client.force_login(world.staff[Role.LIAISON])
    client.cookies["django_language"] = "en"
    assert page(shortage) in client.get(reverse("desk:orders", args=[world.round.pk])).text
    html = client.get(page(shortage)).text
    assert reverse("desk:household", args=[world.doors[1].pk]) not in html
    assert tick(client, shortage, share_of(shortage, "B1-1-102")).status_code == 302
    other = make_world(name="F")
    client.force_login(other.staff[Role.LIAISON])
    assert client.get(page(shortage)).status_code == 404
    assert tick(client, shortage, share_of(shortage, "B1-1-201")).status_code == 404
    assert Share.objects.filter(told_at=None).count() == 5


def test_a_division_that_gives_all_says_that_nobody_is_to_be_told(clerk, shortage):
    Share.objects.filter(shortage=shortage).update(granted=3000)
    shortage.cuts.all().delete()
    html = clerk.get(page(shortage)).text
    assert "Every door gets all that it ordered" in html


def test_notes_are_printed_for_the_doors_that_nobody_told_yet(clerk, shortage):
    """For those who ordered on paper: door, what lacks, what is done, and no names."""
    url = reverse("desk:short_doors_notes", args=[shortage.pk])
    tick(clerk, shortage, share_of(shortage, "B1-1-201"))
    told = text_of(clerk.get(url).content)
    assert [door for door in told.split() if door.startswith("B")] == ["B1-1-102", "B1-1-202"]
    assert "6 jin less, ¥35.00 back" in told
    nobody = clerk.get(url, {"building": "B2"})  # no paper without a note on it
    assert nobody.headers["Location"] == page(shortage)


@pytest.mark.parametrize("doors", [2, 10])
def test_the_number_of_queries_does_not_grow_with_the_doors(
    doors, client, django_assert_max_num_queries
):
    ways = [Channel.PHONE] * doors
    world = short_round(*["refund"] * doors, missing=6000, channels=ways)
    shortage = divide(world)
    client.force_login(world.staff[Role.CLERK])
    with django_assert_max_num_queries(24):
        assert client.get(page(shortage)).status_code == 200
    assert shortage.decided_at == NOW
