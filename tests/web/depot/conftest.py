"""A depot with work to do. Models are imported late: Django is set up after conftests are read."""

import pytest


@pytest.fixture
def world(db):
    """Two doors of two buildings ordered, the goods are on the shelf, nothing is packed."""
    from .supplied import supplied_world  # noqa: PLC0415

    return supplied_world()


@pytest.fixture
def public_address(world):
    from .supplied import set_address  # noqa: PLC0415

    set_address(world)


@pytest.fixture
def sorter(client, world):
    client.force_login(world.staff["sorter"])
    return client
