"""The chain of proofs: each digest covers its row and the digest before it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from baogong.apps.people.models import Erasure


def keys_digest(ids: Iterable[int]) -> str:
    """One digest for the ids of all rows that went."""
    return hashlib.sha256(json.dumps(sorted(ids)).encode()).hexdigest()


def erasure_digest(erasure: Erasure) -> str:
    """SHA-256 over everything that the proof says, and the digest before it."""
    said = [
        erasure.estate_id,
        erasure.what,
        erasure.cutoff.astimezone(UTC).isoformat(),
        erasure.rows,
        erasure.keys,
        erasure.erased_at.astimezone(UTC).isoformat(),
        erasure.erased_by,
        erasure.reason,
        erasure.previous,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def broken_links(erasures: Iterable[Erasure]) -> set[int]:
    """Ids of proofs that do not fit: changed, or with one missing before them. Oldest first."""
    broken, previous = set(), ""
    for erasure in erasures:
        if erasure.previous != previous or erasure.digest != erasure_digest(erasure):
            broken.add(erasure.pk)
        previous = erasure.digest
    return broken
