"""A refusal is a fact with a code, its data and a sentence."""

import importlib
import pkgutil
import re

import pytest

import baogong.apps
from baogong.values.errors import DomainError


def every_refusal():
    for module in pkgutil.walk_packages(baogong.apps.__path__, "baogong.apps."):
        if module.name.endswith(".errors"):
            for thing in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(thing, type)
                    and issubclass(thing, DomainError)
                    and "code" in vars(thing)
                ):
                    yield thing


def test_a_refusal_fills_its_sentence():
    class TooFew(DomainError):
        code = "too_few"
        message = "%(left)s left."

    refusal = TooFew(left=3)
    assert str(refusal) == "3 left."
    assert refusal.data == {"left": 3}


def test_no_two_refusals_share_a_code():
    codes = [refusal.code for refusal in set(every_refusal())]
    assert len(codes) > 20
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("refusal", sorted(set(every_refusal()), key=lambda r: r.code))
def test_every_sentence_ends_and_can_be_filled(refusal):
    places = re.findall(r"%\((\w+)\)s", refusal.message)
    text = str(refusal(**dict.fromkeys(places, "x")))
    assert text.endswith((".", "?"))
    assert "%(" not in text
