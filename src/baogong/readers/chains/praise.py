"""What is said of a good beside its amount: what it costs, how it should be."""

from collections.abc import Collection, Sequence

from baogong.readers.chains.tokens import Token

_LEAST_PRICE = 10


def with_prices(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with a mere number in brackets behind a good as what it costs: ``D(128)×1``."""
    done = list(tokens)
    kinds = [token.kind for token in tokens]
    for n in range(1, len(done) - 2):
        amount = done[n + 1].amount
        mere = amount and not (amount.unit or amount.times) and amount.value >= _LEAST_PRICE
        if kinds[n - 1 : n + 3] == ["good", "open", "amount", "close"] and mere and amount:
            done[n + 1] = Token("money", done[n + 1].text, money=amount.value)
    return done


def with_praise(tokens: Sequence[Token], *, within: Collection[str] = ()) -> list[Token]:
    """The tokens with a good that is only spoken of again marked as a preference.

    A preference follows it at once, or it stands alone in brackets: ``鸡1只（要母鸡）``.
    ``within``: goods that are spoken of so because they may lie in a package.
    """
    ordered: set[frozenset[str]] = set()
    done: list[Token] = []
    kinds = ["", *(token.kind for token in tokens), "", "", ""]
    for n, token in enumerate(tokens):
        before, after, later = kinds[n], kinds[n + 2], kinds[n + 3]
        again = token.kind == "good" and token.skus in ordered
        named = before == "pref" and after in {"close", ""}  # 不要甜的|馒头
        told = after == "pref" and later != "amount"
        again = again or (told and bool(token.skus) and token.skus <= {*within})
        aside = after == "close" and (
            before == "open" or kinds[max(n - 1, 0) : n + 1] == ["open", "want"]
        )
        done.append(token.as_kind("pref") if again and (told or aside or named) else token)
        if token.kind == "good" and after in {"amount", "space"}:
            ordered.add(token.skus)
    return done
