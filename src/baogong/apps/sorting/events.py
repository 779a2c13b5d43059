from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WavePlanned:
    """A round's bags and crates are planned."""

    wave_id: int
