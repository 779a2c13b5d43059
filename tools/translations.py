"""Keep the message catalogue in step with the texts in Python files and templates.

``python tools/translations.py`` takes new texts into every ``django.po``, sets those that are no
longer used aside (``#~``; ``--prune`` drops them), compiles, and names what waits for a
translation. ``--check`` changes nothing and fails when something waits.
"""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from assets import compile_catalogues
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/baogong"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER_LINES = ("Project-Id-Version", "Language:", "Plural-Forms", "MIME", "Content-T")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def texts(package: Path) -> Catalog:
    """Every text that the package marks for translation."""
    catalog = Catalog()
    for path in sorted(package.rglob("*.py")):
        take_texts(catalog, path.read_bytes())
    for path in sorted(package.rglob("templates/**/*")):
        if path.is_file():
            # In parentheses the blanked-out template needs no valid indentation.
            source = templatize(path.read_text("utf-8"), origin=str(path))
            take_texts(catalog, f"({source}\n)".encode())
    return catalog


def take_texts(catalog: Catalog, source: bytes) -> None:
    options = {"encoding": "utf-8"}
    for _, text, _, context in extract("python", BytesIO(source), KEYWORDS, (), options):
        catalog.add(text, context=context)


def update(path: Path, found: Catalog, *, prune: bool) -> Catalog:
    """Rewrite one catalogue: translations stay, texts out of use move to the end or go."""
    old = read(path)
    kept = {key(message): message for message in [*old.obsolete.values(), *old]}
    new = Catalog(locale=old.locale, project="baogong", fuzzy=False)
    for message in found:
        if message.id:
            known = kept.pop(key(message), None)
            translation = known.string if known else None
            new.add(message.id, translation, context=message.context)
    if not prune:
        new.obsolete.update({message.id: message for message in kept.values() if message.id})
    path.write_text(printed(new), "utf-8")
    return new


def printed(catalog: Catalog) -> str:
    """The catalogue as text that changes only when a text does: no dates, no line numbers."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, no_location=True, sort_output=True)
    header, _, body = buffer.getvalue().decode().partition("\n\n")
    lines = [line for line in header.splitlines() if line.startswith(("msg", '"'))]
    told = [line for line in lines if line.startswith("msg") or line[1:].startswith(HEADER_LINES)]
    return "\n".join(told) + "\n\n" + body


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def key(message: Message) -> tuple[str, str | None]:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return singular, message.context


def faults(catalog: Catalog, found: Catalog) -> Iterator[str]:
    """What keeps the catalogue from being complete, one sentence each."""
    wanted = {key(message) for message in found if message.id}
    known = {key(message): message for message in catalog if message.id}
    absent, unused = wanted - known.keys(), known.keys() - wanted
    yield from (f"not in the catalogue: {text!r}" for text in sorted(text for text, _ in absent))
    yield from (f"no longer used: {text!r}" for text in sorted(text for text, _ in unused))
    yield from (f"no longer used: {message.id!r}" for message in catalog.obsolete.values())
    for message in known.values():
        yield from message_faults(message)


def message_faults(message: Message) -> Iterator[str]:
    string = message.string or ""
    translations = [string] if isinstance(string, str) else string
    source = message.id if isinstance(message.id, str) else message.id[-1]
    if message.fuzzy:
        yield f"unsure (fuzzy): {source!r}"
    for translation in translations:
        if not translation:
            yield f"not translated: {source!r}"
        elif placeholders(str(translation)) != placeholders(source):
            yield f"other placeholders: {source!r} -> {translation!r}"


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when not done")
    parser.add_argument("--prune", action="store_true", help="drop texts that are out of use")
    arguments = parser.parse_args()
    settings.configure()
    found, count = texts(PACKAGE), 0
    for path in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/django.po")):
        catalog = read(path) if arguments.check else update(path, found, prune=arguments.prune)
        for fault in faults(catalog, found):
            count += 1
            sys.stdout.write(f"{path.relative_to(ROOT)}: {fault}\n")
    if not arguments.check:
        compile_catalogues(PACKAGE / "locale")
    return min(count, 1)


if __name__ == "__main__":
    raise SystemExit(main())
