"""A depot with work to do. Models cannot be imported while conftests are: Django is set up later."""

import pytest


@pytest.fixture
def world(db):
    """Two doors of two buildings ordered, the goods are on the shelf, nothing is packed."""
    from .supplied import supplied_world

    return supplied_world()


@pytest.fixture
def public_address(world):
    from .supplied import set_address

    set_address(world)


@pytest.fixture
def sorter(client, world):
    client.force_login(world.staff["sorter"])
    return client
