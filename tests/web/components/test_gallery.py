"""Every component prints, empty, with one and with many, in both shells and languages."""

import re

import pytest
from django.test import RequestFactory
from django.utils import translation

from baogong.web.components.views import PARTS, gallery
from tests.architecture.source import PACKAGE, ROOT

pytestmark = pytest.mark.urls("tests.web.components.gallery_urls")
TEMPLATES = PACKAGE / "web/templates"


def page(**query: str) -> str:
    return gallery(RequestFactory().get("/gallery/", query)).content.decode()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("shell", ["phone", "desk"])
def test_every_part_prints_in_both_shells(part, shell):
    assert f'class="{shell}"' in page(part=part, shell=shell)


def test_the_gallery_shows_every_component():
    shown = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    parts = {path.name for path in (TEMPLATES / "components").glob("*.html")}

    assert {name for name in parts if f"components/{name}" not in shown} == {"gallery.html"}


def test_pages_speak_the_readers_language():
    with translation.override("en"):
        assert "Which door?" in page(part="controls")
    with translation.override("zh-hans"):
        assert "哪一户？" in page(part="controls")


def test_no_template_holds_an_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=")
    pages = PACKAGE.rglob("templates/**/*.html")

    assert [str(path) for path in pages if inline.search(path.read_text("utf-8"))] == []


def test_every_icon_that_is_named_is_in_the_sprite():
    known = set((ROOT / "frontend/icons.txt").read_text().split())
    named = {
        name
        for path in PACKAGE.rglob("templates/**/*.html")
        for name in re.findall(r'\bicon[ =]"([\w-]+)"', path.read_text("utf-8"))
    }

    assert named - known == set()
