"""Who speaks in a pasted chat: a name, a colon, and what it says."""

import re
from collections.abc import Collection, Sequence

from baogong.readers.chains.lexer import Lexer
from baogong.readers.chains.menus import is_example
from baogong.readers.chains.persons import SURNAMES, TITLED
from baogong.readers.chains.tokens import begins_with_door, kinds_of

FEWEST_SPEAKERS = 3  # that make a chat
_SPEAKER = re.compile(
    r"(?!改|更|补|备|另|附|注)([^\s:,;。!?\d〔(][^:,;。!?\d〔(]{0,11})(?:\([^)]{1,6}\))? ?: ?"
)
_NUMBERED_NAME = re.compile(f"[小老阿]?[{SURNAMES}]?[{SURNAMES}][一二三四五六七八九]")  # 李四
_HOSTS = ("团长", "群主", "楼长", "组长", "楼组长", "志愿者", "管家", "老板")
_NO_NAME = frozenset({"door", "part", "amount", "label"})


class Voices:
    """Finds who speaks in lines; ``lexer`` tells names from goods and doors."""

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer

    def among(self, lines: Sequence[str]) -> set[str]:
        """Who speaks in front of a door, each with a colon: ``小林: 11-602 ...``.

        Fewer than make a chat count only where they speak more than once.
        """
        speakers = set()
        for line in lines:
            end = self.end(line)
            if end and begins_with_door(self._lexer.tokens(line[end:])):
                speakers.add(line[:end])
        if len(speakers) >= FEWEST_SPEAKERS:
            return speakers
        return {who for who in speakers if sum(line.startswith(who) for line in lines) > 1}

    def end(self, text: str) -> int:
        """Where the name of who speaks ends, with its colon; 0 if nobody is named."""
        found = None if is_example(text) else _SPEAKER.match(text)
        kinds = kinds_of(self._lexer.tokens(found[1])) if found else set()
        if found and _NUMBERED_NAME.fullmatch(found[1]):
            kinds.discard("amount")
        return found.end() if found and "other" in kinds and not kinds & _NO_NAME else 0

    def is_answer(self, text: str, kinds: Collection[str]) -> bool:
        """``傅老师：门口也登记``: somebody with a title speaks, who orders nothing."""
        end = self.end(text)
        who = text[:end].rstrip(":： ")
        titled = who and (TITLED.fullmatch(who) or who.startswith(_HOSTS))
        return bool(titled) and not {"good", "amount", "door"} & {*kinds}
