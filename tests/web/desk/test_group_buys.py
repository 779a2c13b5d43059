"""R48: upload an export, confirm its columns once, see each order, mend what waits, enter it."""

import inspect
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import Workbook

from baogong.apps.ordering.models import GroupBuyFile, GroupBuyOrder, Order
from baogong.apps.ordering.services import close_round
from baogong.apps.people.enums import Role
from baogong.apps.people.services import erase_due
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.readers import exports
from baogong.readers.addresses import reading
from baogong.readers.exports import FIELDS
from baogong.web.desk.group_buys.words import LABELS, PROBLEMS, REASONS, spoiled_text
from baogong.web.desk.tables import MOST_BYTES
from tests.factories import make_world
from tests.factories.group_buys import HEAD, ROWS, table
from tests.factories.world import announce
from tests.patience import ends_soon
from tests.readers.roster_files import GOOD, million_rows, zip_bomb

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    return world


def send(client, world, content, name="跟团记录.csv"):
    file = SimpleUploadedFile(name, content)
    url = reverse("desk:group_buys", args=[world.round.pk])
    return client.post(url, {"table": file}, follow=True)


def confirm(client, file, **changes):
    fields = file.head["columns"] | changes
    data = {"heading": list(fields), "field": list(fields.values())}
    return client.post(reverse("desk:group_buy_columns", args=[file.pk]), data, follow=True)


@pytest.fixture
def file(client, world):
    send(client, world, table())
    file = GroupBuyFile.objects.get()
    confirm(client, file)
    return file


def page(client, file, **query):
    return client.get(reverse("desk:group_buy", args=[file.pk]), query)


def mend(client, number, **fields):
    order = GroupBuyOrder.objects.get(number=number)
    data = {f"l{order.pk}-{name.replace('_', '-')}": value for name, value in fields.items()}
    return client.post(reverse("desk:group_buy_order", args=[order.pk]), data)


def enter(client, file):
    return client.post(reverse("desk:group_buy_enter", args=[file.pk]), follow=True)


def test_the_page_asks_how_each_column_is_read_with_three_example_rows(world, client):
    shown = send(client, world, table())

    columns = {row.heading: (row.field, row.examples) for row in shown.context["columns"]}
    assert columns["收货地址"] == ("address", ("B1-1-101", "B1栋1单元102室", ""))
    assert columns["手机号"] == ("phone", ("139****1234", "139****5678", ""))
    assert list(columns) == HEAD.split(",")
    assert "各列等您确认" in client.get(reverse("desk:group_buys", args=[world.round.pk])).text


def test_a_second_file_of_the_kind_is_read_without_a_question(world, file, client):
    shown = send(client, world, table("K9,钱,,B1-1-202,蔬菜包,1,待发货,"))

    assert "columns" not in shown.context
    assert shown.context["counts"] == {"ready": 1}


def test_a_column_that_nothing_is_chosen_for_is_told_with_what_was_chosen(world, client):
    send(client, world, table())
    file = GroupBuyFile.objects.get()
    shown = confirm(client, file, 订单号="other", 收货地址="other", 团员备注="seller_remark")

    assert shown.status_code == 422
    assert "还没有哪一列是“订单号”" in shown.content.decode()
    chosen = {row.heading: row.field for row in shown.context["columns"]}
    assert (chosen["订单号"], chosen["团员备注"]) == ("other", "seller_remark")
    file.refresh_from_db()
    assert file.read_at is None


def test_the_page_shows_every_order_with_what_was_made_of_it(file, client):
    shown = page(client, file)

    text = shown.content.decode()
    assert shown.context["counts"] == {"ready": 2, "review": 1, "ignored": 1}
    assert "没有“B1-1-909”这一户" in text
    assert "已退款" in text
    assert "13900001234" not in text
    assert [row.number for row, *_ in page(client, file, review=1).context["lines"]] == ["K003"]
    assert "columns" in page(client, file, columns=1).context


def test_entering_tells_how_many_orders_and_the_desk_says_what_waits(file, client):
    answer = enter(client, file)

    assert [str(message) for message in answer.context["messages"]] == ["已登记 2 个订单。"]
    assert Order.objects.live().count() == 2
    assert "团购文件 1 项待处理" in client.get(reverse("desk:home")).content.decode()
    assert [str(m) for m in enter(client, file).context["messages"]] == ["已登记 0 个订单。"]
    assert Order.objects.live().count() == 2


def test_one_tap_on_a_door_is_enough_where_only_the_door_is_not_clear(world, client):
    head, row = HEAD, "K1,张,,101室,蔬菜包,2,待发货,"
    send(client, world, table(row, head=head))
    file = GroupBuyFile.objects.get()
    confirm(client, file)
    [(order, [(_why, doors)], form)] = page(client, file).context["lines"]
    assert list(doors) == ["B1-1-101", "B2-1-101"]
    quantity = f"q0-{world.listings[0].package_id}"
    assert form[quantity].value() == 2
    url = reverse("desk:group_buy_order", args=[order.id])
    client.post(url, {f"l{order.id}-{quantity}": 2, "door": doors[1]})
    enter(client, file)

    assert Order.objects.get().household.label == "B2-1-101"


def test_a_door_and_a_number_mend_an_order_and_a_bad_one_comes_back(world, file, client):
    quantity = f"q0_{world.listings[0].package_id}"
    wrong = mend(client, "K003", door0="777", **{quantity: 1})
    assert wrong.status_code == 422
    assert "E6-1-602" in wrong.content.decode()
    assert mend(client, "K003", door0="B1-1-201", **{quantity: 1}).status_code == 302
    enter(client, file)

    assert Order.objects.filter(household__label="B1-1-201").count() == 1


def test_an_order_is_left_out_with_one_tap_and_looked_at_again(file, client):
    order = GroupBuyOrder.objects.get(number="K003")
    url = reverse("desk:group_buy_order", args=[order.pk])
    client.post(url, {"leave": "1"})
    assert page(client, file).context["counts"]["left_out"] == 1
    answer = client.post(url, {"again": "1", "query": "review=1"})

    assert answer.headers["location"].endswith(f"/?review=1#line-{order.pk}")
    assert page(client, file).context["counts"]["review"] == 1


def test_goods_that_are_not_on_offer_are_named_once_for_all_orders(world, client):
    rows = [f"K{n},张,,B1-1-{n},爱心家庭装,1,待发货," for n in (101, 102, 201)]
    send(client, world, table(*rows))
    file = GroupBuyFile.objects.get()
    confirm(client, file)
    assert page(client, file).context["goods"] == [("爱心家庭装", 3)]
    data = {"good": ["爱心家庭装"], "package": [world.listings[0].package_id]}
    shown = client.post(reverse("desk:group_buy_goods", args=[file.pk]), data, follow=True)

    assert shown.context["counts"] == {"ready": 3}
    assert shown.context["goods"] == []


def test_what_changed_since_it_was_entered_leads_to_its_order(world, file, client):
    enter(client, file)
    order = GroupBuyOrder.objects.get(number="K001").order
    shown = send(
        client, world, table().replace("蔬菜包,2,待发货".encode(), "蔬菜包,2,已退款".encode())
    )

    assert shown.context["file"].skipped == 1
    assert "已取消或已退款。请取消订单" in shown.content.decode()
    assert reverse("desk:order", args=[order.pk]) in shown.content.decode()
    line = GroupBuyOrder.objects.get(number="K001")
    client.post(reverse("desk:group_buy_order", args=[line.pk]), {"leave": "1"})
    line.refresh_from_db()
    assert line.state == "entered"


def test_after_the_cut_off_the_orders_stay_and_the_page_says_why(world, file, client):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    answer = enter(client, file)

    assert "已截单" in answer.content.decode()
    assert not Order.objects.exists()
    assert reverse("desk:group_buy_enter", args=[file.pk]) not in answer.text
    assert 'type="file"' not in client.get(reverse("desk:group_buys", args=[file.round_id])).text


def test_a_file_is_shown_after_its_text_is_gone(file, client):
    erase_due(timezone.now() + timedelta(days=15))

    assert "原文已按期删除" in page(client, file).content.decode()
    assert "请重新上传" in page(client, file, columns=1).content.decode()
    assert "请重新上传" in confirm(client, file).content.decode()


def book(rows):
    result = Workbook()
    for row in rows:
        result.active.append(row)
    content = BytesIO()
    result.save(content)
    return content.getvalue()


def merged_header():
    result = Workbook()
    sheet = result.active
    sheet.append(["跟团订单", *[None] * 7])
    sheet.merge_cells("A1:H1")
    sheet.append(["订单", None, "收货", None, "商品", None, "其他", None])
    for cells in ("A2:B2", "C2:D2", "E2:F2", "G2:H2"):
        sheet.merge_cells(cells)
    sheet.append(HEAD.split(","))
    for row in ROWS:
        sheet.append([cell or None for cell in row.split(",")])
    content = BytesIO()
    result.save(content)
    return content.getvalue()


def test_a_workbook_with_merged_headings_is_read_and_its_formulas_are_told(world, client):
    send(client, world, merged_header(), "订单.xlsx")
    file = GroupBuyFile.objects.get()
    confirm(client, file)
    assert page(client, file).context["counts"] == {"ready": 2, "review": 1, "ignored": 1}
    row = ["K7", "张", "", "B1-1-101", "蔬菜包", "=1+1", "待发货", ""]
    shown = send(client, world, book([HEAD.split(","), row]), "订单.xlsx")

    assert "第 2 行有没算出结果的公式" in shown.content.decode()


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("图片.xlsx", PNG, "不是"),
        ("空.csv", b"", "文件是空的"),
        ("空白.csv", b" \n \n", "没有内容"),
        ("坏.xlsx", b"PK\x03\x04 cut off", "损坏"),
        ("乱码.csv", b"\xff\x80,\xff\x81\n" * 50, "UTF-8"),
        ("别的.csv", "好好学习,天天向上\n1,2\n".encode(), "没有找到订单表"),
        ("只有表头.csv", HEAD.encode(), "没有找到订单表"),
        ("太大.csv", (HEAD + "\n" + "K,1,,,,,,\n" * 20_001).encode(), "请分几次导出"),
    ],
)
def test_a_file_that_is_no_list_of_orders_is_refused_with_the_cure(
    world, client, name, content, says
):
    shown = send(client, world, content, name)

    assert shown.status_code == 422
    [error] = shown.context["form"].errors["table"]
    assert re.search(says, error), error
    assert not GroupBuyFile.objects.exists()


def test_a_long_file_comes_in_pages_with_the_same_number_of_queries(
    world, client, django_assert_max_num_queries
):
    send(client, world, table())
    confirm(client, GroupBuyFile.objects.get())
    rows = [f"N{n},张{n},,B9-1-{n},蔬菜包,1,," for n in range(60)]
    send(client, world, table(*rows))
    few, many = GroupBuyFile.objects.order_by("pk")
    page(client, few)
    with django_assert_max_num_queries(40) as queries:
        page(client, few)
    with django_assert_max_num_queries(len(queries)):
        shown = page(client, many)

    assert len(shown.context["lines"]) == 50
    assert len(page(client, many, review=1, page=2).context["lines"]) == 10


def test_every_field_reason_and_problem_has_its_words():
    source = Path(exports.__file__).parent
    code = "".join(path.read_text("utf-8") for path in source.glob("*.py"))
    code += inspect.getsource(reading)
    written = set(re.findall(r'(?:Reason|BadQuantity)\(\s*"([a-z_]+)"|why="([a-z_]+)"', code))
    states = {"unpaid", "unclear", "refunding", "cancelled", "refunded"}
    faults = {"error_cell", "formula_without_value", "too_long"}

    words = {word for pair in written for word in pair if word} - {"no_doors"}
    assert words | states | faults <= set(REASONS)
    assert set(FIELDS) == set(LABELS)
    told = {"title", "sum", "example", "not_an_order", "hidden_sheet", "other_sheet", "duplicate"}
    assert told == set(PROBLEMS)


def test_what_was_paid_in_the_tool_stands_beside_the_order_and_then_in_the_books(world, client):
    head = "订单号,下单人,手机号,收货地址,商品,数量,实付金额,订单状态"
    send(client, world, table("K001,张,,B1-1-101,蔬菜包,2,70,待发货", head=head))
    file = GroupBuyFile.objects.get()
    confirm(client, file)
    assert "工具内已付 ¥70.00" in page(client, file).text

    enter(client, file)
    assert "¥70.00" in client.get(reverse("desk:money")).text


@pytest.mark.parametrize(
    ("made", "why"),
    [(zip_bomb, "too_large"), (million_rows, "too_large"), (lambda: GOOD[:-40], "damaged")],
)
def test_a_file_that_cannot_be_read_leaves_nothing_and_the_next_one_is_taken(
    world, client, made, why
):
    """R53: neither a zip bomb, nor a million rows, nor half a workbook is half taken."""
    acts, content = AuditEntry.objects.count(), made()
    assert len(content) < MOST_BYTES
    with ends_soon():
        shown = send(client, world, content, "跟团记录.xlsx")

    with translation.override("zh-hans"):
        assert spoiled_text(why) in shown.text
    assert shown.status_code == 422
    assert (GroupBuyFile.objects.count(), GroupBuyOrder.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == acts
    send(client, world, table())
    assert GroupBuyFile.objects.get().name == "跟团记录.csv"
