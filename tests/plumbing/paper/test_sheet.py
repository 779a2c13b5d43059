"""Paper is compiled in parts, with our own fonts, or not at all."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from baogong.plumbing import paper
from baogong.plumbing.paper import FontsMissing, PaperSpoiled, Sheet, print_pdf
from baogong.plumbing.paper.fonts_on_board import paper_fonts

BASE = Path(paper.__file__).with_name("base.typ")
PLAIN = """
#import "/plumbing/paper/base.typ": *
#show: paper
#for item in data.items { page[#item.word *粗* #corner] }
"""


def sheet(tmp_path, source, items, **changes):
    base = tmp_path / "plumbing/paper"
    base.mkdir(parents=True)
    (base / "base.typ").write_text(BASE.read_text("utf-8"), "utf-8")
    template = tmp_path / "page.typ"
    template.write_text(source, "utf-8")
    return Sheet(template=template, items=items, head={"corner": "角"}, root=tmp_path, **changes)


def test_parts_are_merged_in_their_order(tmp_path):
    items = [{"word": f"w{n}"} for n in range(7)]
    made = print_pdf(sheet(tmp_path, PLAIN, items, items_per_part=3))

    pages = PdfReader(BytesIO(made)).pages
    assert [page.extract_text().split()[0] for page in pages] == [f"w{n}" for n in range(7)]


def test_an_empty_sheet_is_still_a_pdf(tmp_path):
    made = print_pdf(sheet(tmp_path, PLAIN, []))

    assert made.startswith(b"%PDF")


def test_an_unknown_font_spoils_the_paper(tmp_path):
    source = PLAIN.replace("#for", '#set text(font: "Comic Mono")\n#for')

    with pytest.raises(PaperSpoiled, match="comic mono"):
        print_pdf(sheet(tmp_path, source, [{"word": "x"}]))


def test_what_is_wrong_with_one_of_many_parts_is_said(tmp_path):
    source = PLAIN.replace("#for", '#set text(font: "Comic Mono")\n#for')
    items = [{"word": f"w{n}"} for n in range(3)]

    with pytest.raises(PaperSpoiled, match="comic mono"):
        print_pdf(sheet(tmp_path, source, items, items_per_part=1))


def test_a_missing_font_file_is_named(tmp_path):
    with pytest.raises(FontsMissing, match="400, 700"):
        paper_fonts(tmp_path)
