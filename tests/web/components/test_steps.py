from datetime import UTC, datetime

from baogong.web.components.steps import BagStage, bag_steps

NOON = datetime(2022, 4, 12, 4, tzinfo=UTC)


def states(*reached: BagStage) -> list[str]:
    return [str(step.state) for step in bag_steps(dict.fromkeys(reached, NOON))]


def test_nothing_reached_is_all_ahead():
    assert states() == ["ahead"] * 5


def test_the_furthest_step_is_now():
    assert states(BagStage.ORDERED, BagStage.AT_GATE) == ["done", "now", "ahead", "ahead", "ahead"]


def test_a_step_without_a_time_counts_as_done_once_a_later_one_is_reached():
    assert states(BagStage.AT_BUILDING) == ["done", "done", "done", "now", "ahead"]


def test_the_door_is_the_end():
    assert states(*BagStage) == ["done"] * 5
