"""Questions that ask the same in other words, and text messages as somebody types them in."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from baogong.values.phones import read_mobile

ALIKE_PERCENT = 60
_COURTESY = re.compile(
    r"你好|您好|请问|麻烦|问一下|一下|谢谢|我想|我们家?|师傅|同志|[呀啊吗呢吧哦]|[\W_]"
)
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+|\d+")
_MESSAGE = re.compile(r"\s*((?:\+?86[\s-]?)?1[\d\s-]{10,14}?\d?)(?![\d-])[\s,:;，：；]*(\S.*)")


@dataclass(frozen=True, slots=True)
class Message:
    """A text message: who sent it, and what it says. ``line`` counts from 1."""

    line: int
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class Messages:
    """``unread``: lines, by their number, that do not begin with a mobile number."""

    read: tuple[Message, ...]
    unread: dict[int, str]


def alike(texts: Sequence[str]) -> list[list[int]]:
    """The positions of texts that ask about the same, each once; the first of a group leads it."""
    said = [_words(text) for text in texts]
    groups: list[list[int]] = []
    for position, words in enumerate(said):
        for group in groups:
            if _likeness(words, said[group[0]]) >= ALIKE_PERCENT:
                group.append(position)
                break
        else:
            groups.append([position])
    return groups


def _words(text: str) -> frozenset[str]:
    """The Chinese characters, words and numbers of a question, without greetings."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return frozenset(_WORD.findall(_COURTESY.sub(" ", folded)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Percent of the words that both have (Dice); nothing is like nothing."""
    return 200 * len(one & other) / (len(one) + len(other)) if one or other else 100


def read_messages(text: str) -> Messages:
    """One message in each line, the number first: ``13912341234 几点截单``."""
    read, unread = [], {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if message := _message(number, line):
            read.append(message)
        else:
            unread[number] = line.strip()
    return Messages(tuple(read), unread)


def _message(number: int, line: str) -> Message | None:
    found = _MESSAGE.match(unicodedata.normalize("NFKC", line))
    if not found:
        return None
    try:
        return Message(number, read_mobile(found[1]), found[2].strip())
    except ValueError:
        return None
