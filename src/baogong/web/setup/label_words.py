"""What people write for the labels of the system, in whichever of its languages."""

import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from django.utils.translation import override

ChoiceT = TypeVar("ChoiceT", bound=Enum)


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def label_words(choices: type[ChoiceT]) -> Mapping[str, ChoiceT]:
    """The choices by their folded labels in both languages, and by their codes."""
    words = {folded(str(choice.value)): choice for choice in choices}
    for language in ("en", "zh-hans"):
        with override(language):
            words |= {folded(str(choice.label)): choice for choice in choices}  # type: ignore[attr-defined]
    return words
