"""The catalogue follows the texts, and says what is missing."""

import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import translations

TEMPLATE = """{% load i18n %}
<div>
   {% if due %}
 <p title="{{ name|default:_("Nobody") }}">{% translate "Due today" %}, it's late
  {% endif %}
{% blocktranslate count n=bags %}{{ n }} bag{% plural %}{{ n }} bags{% endblocktranslate %}
"""
MODULE = 'class Late(Exception):\n    message = gettext_noop("Closed at %(time)s.")\n'


@pytest.fixture
def found(tmp_path: Path) -> Catalog:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/day.html").write_text(TEMPLATE)
    (tmp_path / "errors.py").write_text(MODULE)
    return translations.texts(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "locale/zh_Hans/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Due today"\nmsgstr "今天到期"\n\nmsgid "Long gone"\nmsgstr "早已不在"\n'
    )
    return path


def test_texts_are_found_in_python_and_in_templates(found):
    assert {translations.key(message)[0] for message in found if message.id} == {
        "Closed at %(time)s.",
        "Due today",
        "Nobody",
        "%(n)s bag",
    }


def test_an_update_keeps_translations_and_sets_aside_what_is_out_of_use(found, path):
    translations.update(path, found, prune=False)

    catalog = translations.read(path)
    assert catalog["Due today"].string == "今天到期"
    assert catalog.obsolete["Long gone"].string == "早已不在"


def test_a_text_that_comes_back_brings_its_translation(found, path):
    translations.update(path, found, prune=False)
    found.add("Long gone")
    translations.update(path, found, prune=False)

    assert translations.read(path)["Long gone"].string == "早已不在"


def test_a_second_update_changes_no_byte(found, path):
    translations.update(path, found, prune=True)
    once = path.read_bytes()
    translations.update(path, found, prune=True)

    assert path.read_bytes() == once


def test_the_check_names_each_fault(found, path):
    catalog = translations.read(path)
    catalog.add("Closed at %(time)s.", "%(hour)s 已截单。")
    catalog.add("Nobody", "")

    assert list(translations.faults(catalog, found)) == [
        "not in the catalogue: '%(n)s bag'",
        "no longer used: 'Long gone'",
        "other placeholders: 'Closed at %(time)s.' -> '%(hour)s 已截单。'",
        "not translated: 'Nobody'",
    ]


def test_one_word_in_two_senses_is_told_twice(found, path):
    found.add("Open")
    found.add("Open", context="sums")

    told = list(translations.faults(translations.read(path), found))
    assert told.count("not in the catalogue: 'Open'") == 2
