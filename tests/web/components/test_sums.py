from baogong.web.components.sums import Figure, SumRow


def row(*counts: int) -> SumRow:
    return SumRow("E6", *map(Figure, counts))


def test_a_row_that_adds_up_has_no_difference():
    assert row(200, 188, 4, 2, 6).difference == 0


def test_a_row_tells_what_its_parts_lack():
    assert row(8, 5, 1, 0, 0).difference == 2


def test_a_row_tells_what_its_parts_have_too_much():
    assert row(8, 9, 0, 0, 0).difference == -1
