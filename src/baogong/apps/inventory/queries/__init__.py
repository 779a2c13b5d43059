"""What lies on the depots' shelves, and who sees to it."""

from baogong.apps.inventory.queries.areas import area_owners
from baogong.apps.inventory.queries.shelf import ShelfRow, shelf_of

__all__ = ["ShelfRow", "area_owners", "shelf_of"]
