"""Long patterns, written so that a person can read them."""


def either(words: str) -> str:
    """Alternatives of a pattern, which stand apart by blanks and lines: ``a b`` is ``a|b``."""
    return "|".join(words.split())
