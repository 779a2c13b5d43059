from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.catalog.errors import CodeTaken
from baogong.apps.catalog.models import Good
from baogong.plumbing import audit


@transaction.atomic
def define_good(
    *, sku: str, name: str, piece_grams: int | None, actor: audit.Actor, now: datetime
) -> Good:
    """Add a good: sold by piece when it is known what a piece weighs, else by gram.

    Raises CodeTaken.
    """
    try:
        with transaction.atomic():
            good = Good.objects.create(
                sku=sku,
                name=name,
                sold_by=SoldBy.PIECE if piece_grams else SoldBy.GRAM,
                piece_grams=piece_grams,
            )
    except IntegrityError:
        raise CodeTaken(value=sku) from None
    audit.record([audit.Act("good.defined", good, actor, now)])
    return good
