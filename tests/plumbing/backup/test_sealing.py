"""The encrypted file of a backup: what was written comes back, or nothing does."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogong.plumbing.backup.keys import key_file_secret, make_key, passphrase_secret
from baogong.plumbing.backup.sealing import (
    CHUNK_BYTES,
    HEADER_BYTES,
    TAG_BYTES,
    Kind,
    SealedReader,
    SealedWriter,
    Secret,
    kind_of,
)
from baogong.plumbing.processes.folder import CannotRun

SECRET = Secret(Kind.KEY_FILE, bytes(range(32)))
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
THREE_CHUNKS = bytes(range(256)) * (CHUNK_BYTES // 256) * 2 + b"the end"


def seal(plain: bytes, *, secret: Secret = SECRET) -> bytes:
    target = BytesIO()
    writer = SealedWriter(target, secret=secret)
    for at in range(0, len(plain), 100_000):
        writer.write(plain[at : at + 100_000])
    writer.close()
    return target.getvalue()


def unseal(sealed: bytes, *, secret: Secret = SECRET) -> bytes:
    reader = SealedReader(BytesIO(sealed), secret=secret)
    parts = iter(lambda: reader.read(70_000), b"")
    return b"".join(parts)


@pytest.mark.parametrize(
    "length", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2_500_000]
)
def test_what_was_sealed_comes_back(length: int) -> None:
    plain = (b"0123456789abcdef" * (length // 16 + 1))[:length]
    sealed = seal(plain)
    assert unseal(sealed) == plain
    assert length < 8 or plain[:32] not in sealed  # a byte or two may well come up by chance


@settings(max_examples=40, deadline=None)
@given(plain=st.binary(max_size=500), at=st.integers(0), bit=st.integers(0, 7))
def test_one_changed_bit_is_noticed(plain: bytes, at: int, bit: int) -> None:
    sealed = bytearray(seal(plain))
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises((CannotRun, ValueError)):
        unseal(bytes(sealed))


@pytest.mark.parametrize(
    "length",
    [
        0,
        HEADER_BYTES - 1,
        HEADER_BYTES,
        HEADER_BYTES + 1,
        HEADER_BYTES + SEALED_CHUNK,
        HEADER_BYTES + 2 * SEALED_CHUNK,
        HEADER_BYTES + 2 * SEALED_CHUNK + TAG_BYTES + 6,
    ],
)
def test_a_file_that_was_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(CannotRun):
        unseal(seal(THREE_CHUNKS)[:length])


def test_chunks_in_another_order_are_noticed() -> None:
    sealed = seal(THREE_CHUNKS)
    first, second = HEADER_BYTES, HEADER_BYTES + SEALED_CHUNK
    swapped = sealed[:first] + sealed[second : second + SEALED_CHUNK] + sealed[first:second]
    with pytest.raises(CannotRun):
        unseal(swapped + sealed[second + SEALED_CHUNK :])


def test_two_backups_of_the_same_content_share_no_bytes() -> None:
    one, other = seal(b"x" * 64), seal(b"x" * 64)
    assert one[HEADER_BYTES:] != other[HEADER_BYTES:]


def test_another_key_is_refused_with_a_sentence() -> None:
    with pytest.raises(CannotRun, match="the key or passphrase is not the one of this backup"):
        unseal(seal(b"rows"), secret=Secret(Kind.KEY_FILE, bytes(32)))


def test_a_passphrase_opens_what_it_sealed_and_nothing_else_does() -> None:
    sealed = seal(b"rows", secret=passphrase_secret("四百户人家的菜都送到了没有呀"))
    assert kind_of(BytesIO(sealed)) is Kind.PASSPHRASE
    assert unseal(sealed, secret=passphrase_secret("四百户人家的菜都送到了没有呀")) == b"rows"
    with pytest.raises(CannotRun, match="is not the one of this backup"):
        unseal(sealed, secret=passphrase_secret("correct horse battery"))
    with pytest.raises(CannotRun, match="opens with a passphrase"):
        unseal(sealed)


def test_another_file_is_not_a_backup() -> None:
    with pytest.raises(CannotRun, match="not a backup of Baogong"):
        unseal(b"PK\x03\x04" + bytes(100))


def test_a_key_file_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "backup.key"
    make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(key_file_secret(path).material) == 32
    with pytest.raises(FileExistsError):
        make_key(path)


def test_a_damaged_key_file_and_a_short_passphrase_are_refused(tmp_path: Path) -> None:
    (tmp_path / "backup.key").write_text("c2hvcnQ=\n")
    with pytest.raises(CannotRun, match="cut short"):
        key_file_secret(tmp_path / "backup.key")
    with pytest.raises(CannotRun, match="needs 12 characters"):
        passphrase_secret("short")
