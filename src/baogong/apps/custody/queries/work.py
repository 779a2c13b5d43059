from baogong.apps.custody.models import Discrepancy


def unsettled_discrepancies() -> list[tuple[int, int]]:
    """(id, expected) of every difference that nobody settled yet. One query."""
    open_ones = Discrepancy.objects.filter(settled_at=None).order_by("pk")
    return list(open_ones.values_list("pk", "expected"))
