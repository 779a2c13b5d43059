"""A package on offer, in a few words."""

from django.utils.translation import gettext as _

from baogong.apps.ordering.queries import ListingRow
from baogong.web.components.amounts import good_text


def contents_text(row: ListingRow) -> str:
    """``"白菜 6 斤，鸡蛋 20 件"``."""
    goods = (good_text(good.good, good.quantity, good.sold_by) for good in row.contents)
    return _(", ").join(goods)


def limit_text(row: ListingRow) -> str:
    """``"每户最多 2 份"``; empty where there is no limit."""
    if row.limit is None:
        return ""
    if row.limit_days > 1:
        words = {"n": row.limit, "days": row.limit_days}
        return _("at most %(n)s in %(days)s days for each household") % words
    return _("at most %(n)s for each household") % {"n": row.limit}
