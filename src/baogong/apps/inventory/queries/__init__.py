"""What lies on the depots' shelves."""

from baogong.apps.inventory.queries.shelf import ShelfRow, shelf_of

__all__ = ["ShelfRow", "shelf_of"]
