"""Reads of runs, of where bags are, and of reports that did not fit."""

from baogong.apps.delivery.queries.board import BoardRow, BoardStep, board_of
from baogong.apps.delivery.queries.borders import border_of
from baogong.apps.delivery.queries.calls import (
    CalledDoor,
    Fetching,
    PointCalls,
    call_for,
    fetching_of,
    point_calls,
    point_for,
    points_of,
    slots_of,
)
from baogong.apps.delivery.queries.carried import CarriedBag, CarriedDoor, Tap, carried_doors
from baogong.apps.delivery.queries.conflicts import (
    ConflictRow,
    conflict_ids,
    conflict_row,
    conflict_rows,
)
from baogong.apps.delivery.queries.crates import CrateRow, crate_for, waiting_crates
from baogong.apps.delivery.queries.leaves import LeaveRow, WaitingCrate, crates_to_fetch, leaves_of
from baogong.apps.delivery.queries.modes import (
    ModeRow,
    PartWay,
    mode_change_for,
    mode_entries,
    points_near,
    ways_below,
)
from baogong.apps.delivery.queries.own_doors import OwnDoor, OwnEntrance, own_doors, own_entrances
from baogong.apps.delivery.queries.proofs import proof_photo
from baogong.apps.delivery.queries.returns import (
    ReturnRow,
    RunOut,
    returns_waiting,
    run_to_take_back,
    runs_out,
)
from baogong.apps.delivery.queries.runs import Acceptance, RunRow, acceptance_of, run_for, runs_of
from baogong.apps.delivery.queries.takeovers import (
    HeldRun,
    TakeoverRow,
    runs_held_by,
    takeover_for,
    takeovers_for,
)
from baogong.apps.delivery.queries.tracking import (
    BagTrack,
    MissingGood,
    OrderTrack,
    Whereabouts,
    order_track,
)
from baogong.apps.delivery.queries.ways import Way, way_at, way_changes, ways_of

__all__ = [
    "Acceptance",
    "BagTrack",
    "BoardRow",
    "BoardStep",
    "CalledDoor",
    "CarriedBag",
    "CarriedDoor",
    "ConflictRow",
    "CrateRow",
    "Fetching",
    "HeldRun",
    "LeaveRow",
    "MissingGood",
    "ModeRow",
    "OrderTrack",
    "OwnDoor",
    "OwnEntrance",
    "PartWay",
    "PointCalls",
    "ReturnRow",
    "RunOut",
    "RunRow",
    "TakeoverRow",
    "Tap",
    "WaitingCrate",
    "Way",
    "Whereabouts",
    "acceptance_of",
    "board_of",
    "border_of",
    "call_for",
    "carried_doors",
    "conflict_ids",
    "conflict_row",
    "conflict_rows",
    "crate_for",
    "crates_to_fetch",
    "fetching_of",
    "leaves_of",
    "mode_change_for",
    "mode_entries",
    "order_track",
    "own_doors",
    "own_entrances",
    "point_calls",
    "point_for",
    "points_near",
    "points_of",
    "proof_photo",
    "returns_waiting",
    "run_for",
    "run_to_take_back",
    "runs_held_by",
    "runs_of",
    "runs_out",
    "slots_of",
    "takeover_for",
    "takeovers_for",
    "waiting_crates",
    "way_at",
    "way_changes",
    "ways_below",
    "ways_of",
]
