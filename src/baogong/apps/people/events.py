from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonIsolated:
    """Somebody has to stay where they are; ``user_id`` is empty without an account."""

    person_id: int
    user_id: int | None


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """Somebody helps no longer; ``user_id`` is empty without an account."""

    person_id: int
    user_id: int | None


@dataclass(frozen=True, slots=True)
class PersonBack:
    """Somebody who had to stay away can be sent out again."""

    person_id: int
    user_id: int | None


@dataclass(frozen=True, slots=True)
class EstateStoodDown:
    """An estate needs no supply any more; times of keeping count from the activation's end."""

    estate_id: int
    activation_id: int
