from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of a desk's side bar. ``count`` is what waits there; 0 shows nothing."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int = 0
