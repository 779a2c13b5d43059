"""Texts keep 4.5 : 1 and the edges of controls 3 : 1, by day and by night."""

import re

import pytest

from tests.architecture.source import PACKAGE

CSS = (PACKAGE / "web/static/baogong/app.css").read_text("utf-8")
TEXTS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("wait", "wait-soft"),
    ("risk", "risk-soft"),
    ("risk", "surface"),
    ("done", "done-soft"),
]
BADGES = ["class-confirmed", "class-risk", "class-negative"]


def tokens(css: str) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", css)
    return {
        name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
        for name, value in found
    }


DAY = tokens(CSS.split("@media (prefers-color-scheme: dark)")[0])
NIGHT = DAY | tokens(CSS.split("@media (prefers-color-scheme: dark)")[1].split("\n}\n")[0])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_texts_can_be_read(colours):
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXTS
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_the_words_of_entrance_classes_can_be_read(colours):
    weak = [name for name in BADGES if contrast(colours[name], "#ffffff") < 4.5]

    assert weak == []
    assert contrast(colours["class-observation"], "#17211f") >= 4.5


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_the_edges_of_controls_can_be_seen(colours):
    edges = ("line-strong", "wait-line", "risk-line", "done-line")
    weak = [name for name in edges if contrast(colours[name], colours["surface"]) < 3]

    assert weak == []
