"""Each night the books are added up and compared with what they are about."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from baogong.apps.reporting.models import LedgerProof
from baogong.apps.reporting.queries.ledger_proof import look_at_books

logger = logging.getLogger(__name__)

FROM_HOUR = 3
NAMED = 20  # enough to see what happened; a look at the books names all


@transaction.atomic
def prove_ledger(now: datetime) -> LedgerProof | None:
    """The sweep: once a day, after three in the morning of the town. Says loudly what differs."""
    local = timezone.localtime(now)
    if local.hour < FROM_HOUR or LedgerProof.objects.filter(date=local.date()).exists():
        return None
    books = look_at_books()
    proof, _ = LedgerProof.objects.get_or_create(
        date=local.date(),
        defaults={
            "sum_fen": books.sum_fen,
            "differences": len(books.differences),
            "named": [
                (row.kind, row.source, row.source_id, row.said_fen, row.posted_fen)
                for row in books.differences[:NAMED]
            ],
            "postings": books.postings,
            "proven_at": now,
        },
    )
    if not proof.balanced:
        facts = {"sum_fen": books.sum_fen, "first": str(books.differences[:NAMED])}
        logger.error("the books do not balance", extra=facts)
    return proof
