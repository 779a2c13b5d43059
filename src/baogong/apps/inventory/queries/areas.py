from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.inventory.models import StorageArea


def area_owners(*, depot_id: int) -> dict[GoodCategory, int]:
    """Who sees to which kind of goods at a depot, as users' ids. One query."""
    areas = StorageArea.objects.filter(depot=depot_id).values_list("category", "owner")
    return {GoodCategory(category): owner_id for category, owner_id in areas}
