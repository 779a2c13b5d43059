from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BagsTakenBack:
    """Bags came back from a run; ``return_ids`` of their returns."""

    return_ids: tuple[int, ...]
