"""The encrypted file format of backups.

    file   = header, chunk, chunk, ..., last chunk
    header = b"BAOGONG1", kind (1 byte: "K" key file, "P" passphrase), salt (16 random bytes)
    chunk  = AES-256-GCM of 1 MiB of plain text, so 1 MiB + 16 bytes; the last may be shorter

The key of a file comes from the salt and the secret: HKDF-SHA256 of a key file's 32 bytes, scrypt
(n = 2^16, r = 8, p = 1) of a passphrase. The nonce of a chunk is its number (11 bytes, from 0)
and one byte that is 1 in the last chunk alone; the header is authenticated with every chunk. So a
chunk that is missing, moved, changed or cut off is noticed. The plain text is a gzipped tar.
"""

import secrets
from dataclasses import dataclass
from enum import Enum
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from baogong.plumbing.processes.folder import CannotRun

MAGIC = b"BAOGONG1"
SALT_BYTES = 16
HEADER_BYTES = len(MAGIC) + 1 + SALT_BYTES
CHUNK_BYTES = 1024 * 1024
TAG_BYTES = 16
CUT_SHORT = "the backup is damaged or cut short; nothing was changed"


class Kind(Enum):
    KEY_FILE = b"K"
    PASSPHRASE = b"P"


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a backup: the 32 bytes of a key file, or a passphrase in UTF-8."""

    kind: Kind
    material: bytes


def kind_of(source: IO[bytes]) -> Kind:
    """Which kind of secret opens the backup, from its header; the position is kept."""
    header = source.read(HEADER_BYTES)
    source.seek(-len(header), 1)
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        raise CannotRun("this file is not a backup of Baogong")
    return Kind(header[len(MAGIC) : len(MAGIC) + 1])


class SealedWriter:
    """A write-only file that encrypts into ``target``. ``close`` seals it; it is worthless before.

    ``target`` stays open.
    """

    def __init__(self, target: IO[bytes], *, secret: Secret) -> None:
        header = MAGIC + secret.kind.value + secrets.token_bytes(SALT_BYTES)
        target.write(header)
        self._target = target
        self._chunks = _Chunks(secret, header)
        self._buffer = bytearray()

    def write(self, data: bytes) -> int:
        self._buffer += data
        while len(self._buffer) > CHUNK_BYTES:  # one chunk stays behind: it may be the last
            self._target.write(self._chunks.seal(bytes(self._buffer[:CHUNK_BYTES]), last=False))
            del self._buffer[:CHUNK_BYTES]
        return len(data)

    def close(self) -> None:
        self._target.write(self._chunks.seal(bytes(self._buffer), last=True))


class SealedReader:
    """A read-only file that decrypts ``source``; every byte that it returns is authentic.

    Raises CannotRun for a wrong secret and for a file that was changed or cut short.
    """

    def __init__(self, source: IO[bytes], *, secret: Secret) -> None:
        if kind_of(source) is not secret.kind:
            wanted = "a passphrase" if secret.kind is Kind.KEY_FILE else "a key file"
            raise CannotRun(f"this backup opens with {wanted}")
        self._chunks = _Chunks(secret, source.read(HEADER_BYTES))
        self._source = source
        self._next = source.read(CHUNK_BYTES + TAG_BYTES)
        if not self._next:
            raise CannotRun(CUT_SHORT)
        self._plain = bytearray()

    def read(self, size: int = -1) -> bytes:
        while self._next and (size < 0 or len(self._plain) < size):
            current, self._next = self._next, self._source.read(CHUNK_BYTES + TAG_BYTES)
            self._plain += self._chunks.open(current, last=not self._next)
        count = len(self._plain) if size < 0 else size
        taken = bytes(self._plain[:count])
        del self._plain[:count]
        return taken

    def drain(self) -> None:
        """Read to the end, so that a file cut short is noticed."""
        while self.read(CHUNK_BYTES):
            pass


class _Chunks:
    """Seals or opens the chunks of one file in their order."""

    def __init__(self, secret: Secret, header: bytes) -> None:
        self._cipher = AESGCM(_file_key(secret, salt=header[-SALT_BYTES:]))
        self._header = header
        self._number = 0

    def seal(self, plain: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), plain, self._header)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        first = self._number == 0
        try:
            return self._cipher.decrypt(self._nonce(last=last), sealed, self._header)
        except InvalidTag:
            raise CannotRun(
                "the key or passphrase is not the one of this backup, or the file is damaged"
                if first
                else CUT_SHORT
            ) from None

    def _nonce(self, *, last: bool) -> bytes:
        nonce = self._number.to_bytes(11, "big") + bytes([last])
        self._number += 1
        return nonce


def _file_key(secret: Secret, *, salt: bytes) -> bytes:
    if secret.kind is Kind.PASSPHRASE:
        return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(secret.material)
    return HKDF(SHA256(), length=32, salt=salt, info=MAGIC).derive(secret.material)
