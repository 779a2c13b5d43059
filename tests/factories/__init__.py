"""Small worlds for tests: one estate with doors, staff and an open round."""

from tests.factories.world import NOW, World, make_world, order, ripe_round

__all__ = ["NOW", "World", "make_world", "order", "ripe_round"]
