"""R42: goods that come in sizes, and menus that list the sizes behind one name."""

import pytest

from .estates import GARDEN, goods
from .reading import told_of

SIZED = goods("""
bs,护理垫S码,S码护理垫|S码,包,4200,count,20片/包
bm,护理垫M码,M码护理垫|M码,包,4600,count,20片/包
bl,护理垫L码,L码护理垫,包,5000,count,20片/包
w2,金领2段,金领二段,罐,19800,count,800g/罐
w3,金领3段,金领三段,罐,18800,count,800g/罐
w4,金领4段,金领四段,罐,17800,count,800g/罐
""")
ESTATE = GARDEN[0], SIZED


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        ("护理垫 S42 M/L 48", "M码护理垫2包", "bm=2"),
        ("护理垫 S42 M/L 48", "护理垫L 1包", "bl=1"),
        ("护理垫 S42 M46", "护理垫L 1包", "? off_menu"),
        ("护理垫 S42 M46", "护理垫2包", "?"),
        ("护理垫 S42 M46 金领2/3段195", "M码护理垫2包", "bm=2"),
        ("金领2/3段195 护理垫 S42 M46", "金领3段1罐", "w3=1"),
        ("护理垫团：护理垫 S42 M46", "M码护理垫2包", "bm=2"),
        ("金领2/3段195", "金领3段1罐", "w3=1"),
        ("金领2段198、3段188元/罐", "金领三段两罐", "w3=2"),
        ("金领2/3段195", "金领4段1罐", "? off_menu"),
    ],
)
def test_a_menu_names_sizes_behind_one_name(head, said, read):
    found = told_of(f"#接龙 母婴\n{head}\n1. 3-301 {said}", ESTATE)[-1]
    if read.startswith("?"):
        assert found.startswith(read)
    else:
        assert found == f"3-1-301 {read}"


def test_a_name_may_be_nothing_but_a_size():
    assert told_of("#接龙\n1. 3-301 M码1包", ESTATE)[-1] == "3-1-301 bm=1"
