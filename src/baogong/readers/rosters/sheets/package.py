"""The zip that an XLSX is: opened only as far as its size is harmless."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from baogong.readers.rosters.rows import RosterSpoiled

LARGEST_PART = 80_000_000
LARGEST_WHOLE = 160_000_000
_CHUNK = 1 << 18


class Package:
    """Parts by name. What really comes out is bounded, whatever the zip claims."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise RosterSpoiled("damaged") from error
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}
        self._left = LARGEST_WHOLE

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes, piece by piece. Raises RosterSpoiled when it grows too large."""
        size = 0
        try:
            with self._zip.open(self._names[name.lower()]) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._left -= len(chunk)
                    if size > LARGEST_PART or self._left < 0:
                        raise RosterSpoiled("too_large")
                    yield chunk
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise RosterSpoiled("damaged") from error
        except (RuntimeError, NotImplementedError) as error:  # a password, a rare compression
            raise RosterSpoiled("locked") from error

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        """Feed a part to a parser that refuses entities. Raises RosterSpoiled on bad XML."""
        parser.EntityDeclHandler = _no_entities
        parser.buffer_text = True
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position only
            parser.Parse(b"", True)  # noqa: FBT003
        except RosterSpoiled:
            raise
        except (expat.ExpatError, ValueError) as error:  # a number that is none, or endless
            raise RosterSpoiled("damaged") from error

    def elements(self, name: str, on_start: Callable[[str, dict[str, str]], None]) -> None:
        """Call ``on_start`` with each element's local name and attributes, prefixes cut off."""
        parser = expat.ParserCreate()

        def start(tag: str, attributes: dict[str, str]) -> None:
            on_start(local(tag), {local(key): value for key, value in attributes.items()})

        parser.StartElementHandler = start
        self.parse(name, parser)


def local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def beside(part: str, target: str) -> str:
    """The name of a part that another one points to."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _no_entities(*_: object) -> None:
    raise RosterSpoiled("damaged")
