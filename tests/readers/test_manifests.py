"""R93: platforms' lists of parcels, whatever the order of their columns."""

import pytest

from baogong.readers.manifests import phone_tail, read_manifest

ADDRESSED = "收件人,地址,电话,运单号\n张三,1号楼1单元101,13912341234,sf 123 4\n"
IN_PARTS = "件数,房号,楼栋,单元,快递单号,手机尾号\n1,101,1,1,YT-0001,５６７８\n"


def read(text):
    return read_manifest(text.encode())


def doubts(text):
    return [(doubt.row, doubt.why) for doubt in read(text).doubts]


def test_a_list_with_an_address_is_read_without_names():
    [line] = read(ADDRESSED).lines

    assert (line.tracking, line.address, line.phone_tail) == ("SF1234", "1号楼1单元101", "1234")
    assert "张三" not in repr(line)


def test_building_entrance_and_room_become_one_address():
    [line] = read(IN_PARTS).lines

    assert (line.tracking, line.address, line.phone_tail) == ("YT-0001", "1号楼1单元101室", "5678")


def test_a_row_that_cannot_be_used_is_named_and_the_others_stand():
    text = "运单号,地址,件数\n,1号楼,1\n??,1号楼,1\nSF1111,1号楼,几件\nSF2222,1号楼,1\n"

    assert doubts(text) == [(2, "empty"), (3, "bad_tracking"), (4, "bad_pieces")]
    assert [line.tracking for line in read(text).lines] == ["SF2222"]


@pytest.mark.parametrize("head", ["件数", "数量", "pieces"])
@pytest.mark.parametrize(
    ("text", "pieces"), [("3", 3), ("3.0", 3), ("３件", 3), ("", 1), ("1", 1), ("50", 50)]
)
def test_a_row_says_how_many_pieces_share_its_number(head, text, pieces):
    [line] = read(f"运单号,地址,{head}\nSF1111,1号楼,{text}\n").lines

    assert line.pieces == pieces


@pytest.mark.parametrize("text", ["0", "-1", "2.5", "51", "99999", "x", "三"])
def test_a_bad_number_of_pieces_is_named_with_its_row(text):
    found = read(f"运单号,地址,件数\nSF1111,1号楼,{text}\n")

    assert not found.lines
    assert [(d.row, d.why, d.value) for d in found.doubts] == [(2, "bad_pieces", text)]


@pytest.mark.parametrize(("text", "why"), [("", "empty"), ("a,b\n1,2\n", "no_headings")])
def test_a_file_that_is_no_manifest_says_so(text, why):
    assert doubts(text) == [(1, why)]


@pytest.mark.parametrize("text", ["", "abc", "<script>", "单号1234", "9" * 41])
def test_what_is_no_number_is_refused(text):
    row = f'运单号,地址\n"{text}",1号楼\n'

    assert not read(row).lines
    assert len(read(row).doubts) == 1


@pytest.mark.parametrize(
    ("text", "tail"), [("139****1234", "1234"), ("1234", "1234"), ("12", ""), ("", "")]
)
def test_of_a_phone_four_digits_stay(text, tail):
    assert phone_tail(text) == tail
