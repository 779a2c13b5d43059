"""Where a door stands in the tree, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from baogong.apps.places.tree import DoorAddress, address_of, path_of

NAMES = st.text("ABE0123456789东", min_size=1, max_size=6)


@st.composite
def addresses(draw):
    shape = draw(st.sampled_from(("house", "group", "entrance", "lane", "lane and entrance")))
    room, building, entrance, lane = (draw(NAMES) for _ in range(4))
    return {
        "house": DoorAddress("", "", "", room),
        "group": DoorAddress("", building, "", room),
        "entrance": DoorAddress("", building, entrance, room),
        "lane": DoorAddress(lane, building, building, room),
        "lane and entrance": DoorAddress(lane, building, entrance, room),
    }[shape]


@given(addresses())
def test_a_path_leads_back_to_its_address(address):
    path = path_of(address, estate_path="/t/e/")
    assert address_of(path.removeprefix("/t/e/").strip("/").split("/")) == address
