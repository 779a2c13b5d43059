"""Refusals: what a rule of the domain says no to. A crash is a bug; this is an answer."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A refused action: a machine code, the data behind it, and (in the web) a translated text.

    Subclasses are facts (``CutoffPassed``) and name their ``code`` and ``message``; the message is
    an English msgid with ``%(name)s`` places that ``data`` fills.
    """

    code: ClassVar[str]
    message: ClassVar[str]

    def __init__(self, **data: Any) -> None:
        super().__init__(self.code, data)
        self.data = data

    @property
    def sentence(self) -> str:
        """The msgid for this very data: ``message``, unless a class has a better one for some."""
        return self.message

    def __str__(self) -> str:
        return self.sentence % self.data


class NotVisible(Exception):
    """The viewer may not see this, or it is not there; the two look the same from outside."""
