"""Rosters as offices keep them, small enough to read in a test."""

HEAD = "栋号,单元,房号,居住人数,联系电话,备注"
PLAIN = (
    "B1,1,101,3,13912340001,",
    "B1,1,102,2,13912340002,独居老人",
    "B1,1,201,空置,,",
    "B1,1,202,4,13912340004,有婴儿",
)


def roster(*rows, head=HEAD, title="幸福里小区住户登记表") -> bytes:
    """A CSV with a title above its headings."""
    return "\n".join([title, head, *(rows or PLAIN)]).encode("gb18030")


def doubtful() -> bytes:
    """The plain roster, a door twice, a number of ten digits, and a row without a room."""
    return roster(
        *PLAIN,
        "B1,1,102,5,13912340002,",
        "B1,1,301,1,1391234000,",
        "B1,1,,2,13912340009,",
    )
