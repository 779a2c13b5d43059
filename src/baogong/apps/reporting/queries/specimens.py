"""One of each thing that has a page, for commands that open every page."""

from dataclasses import dataclass

from django.db import connection

from baogong.values.codes import encode_number


@dataclass(frozen=True, slots=True)
class Specimens:
    """Ids and codes; None where there is no such thing yet. ``order`` is of ``card``'s door."""

    estate: int | None
    entrance: int | None
    door: int | None
    depot: int | None
    supplier: int | None
    assignment: int | None
    round: int | None
    open_round: int | None
    package: int | None
    wave: int | None
    bag: int | None
    bag_code: str | None
    crate: int | None
    crate_code: str | None
    waiting_crate_code: str | None
    run: int | None
    run_officer: int | None
    order: int | None
    purchase_order: int | None
    receipt_order: int | None
    discrepancy: int | None
    conflict: int | None
    card: int | None
    card_code: str | None
    user: int | None
    person: int | None
    duplicate: int | None
    team: int | None
    shift: int | None
    turn: int | None
    duty: int | None
    join_code: str | None
    offered_run: int | None
    grid: int | None
    grid_plan: int | None
    movement: int | None
    roster: int | None
    roster_conflict: int | None

    @property
    def order_number(self) -> str | None:
        return None if self.order is None else encode_number(self.order, width=5)


SQL = """
SELECT (SELECT min(id) FROM places_place WHERE kind = 'estate'),
       (SELECT min(entrance_id) FROM sorting_crate
         WHERE wave_id = (SELECT max(id) FROM sorting_wave)),
       (SELECT min(id) FROM places_place WHERE kind = 'household'),
       (SELECT min(id) FROM places_place WHERE kind = 'depot'),
       (SELECT min(id) FROM suppliers_supplier),
       (SELECT min(id) FROM people_assignment),
       (SELECT round_id FROM sorting_wave ORDER BY id DESC LIMIT 1),
       (SELECT min(id) FROM ordering_round WHERE closed_at IS NULL),
       (SELECT max(id) FROM catalog_package),
       (SELECT max(id) FROM sorting_wave),
       (SELECT min(id) FROM sorting_bag WHERE wave_id = (SELECT max(id) FROM sorting_wave)),
       (SELECT code FROM sorting_bag WHERE wave_id = (SELECT max(id) FROM sorting_wave)
         ORDER BY id LIMIT 1),
       (SELECT min(id) FROM sorting_crate),
       (SELECT code FROM sorting_crate ORDER BY id LIMIT 1),
       (SELECT crate.code FROM sorting_crate crate
         WHERE crate.unit_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM delivery_run WHERE crate_id = crate.id) LIMIT 1),
       (SELECT min(id) FROM delivery_run),
       (SELECT officer_id FROM delivery_run ORDER BY id LIMIT 1),
       (SELECT max(id) FROM ordering_order WHERE placed_by_id IS NULL),
       (SELECT max(id) FROM procurement_purchaseorder),
       (SELECT max(purchase_order_id) FROM procurement_receipt),
       (SELECT min(id) FROM custody_discrepancy),
       (SELECT min(id) FROM delivery_fieldconflict),
       (SELECT card.id FROM people_householdcard card
          JOIN ordering_order o USING (household_id)
         WHERE o.placed_by_id IS NULL ORDER BY o.id DESC LIMIT 1),
       (SELECT card.code FROM people_householdcard card
          JOIN ordering_order o USING (household_id)
         WHERE o.placed_by_id IS NULL ORDER BY o.id DESC LIMIT 1),
       (SELECT min(id) FROM accounts_user),
       (SELECT min(id) FROM people_person),
       (SELECT min(id) FROM people_duplicateperson WHERE settled_at IS NULL),
       (SELECT min(id) FROM people_team),
       (SELECT min(id) FROM people_shift),
       (SELECT min(id) FROM people_shiftduty),
       (SELECT min(id) FROM people_dutyentry),
       (SELECT code FROM people_activation WHERE ended_at IS NULL ORDER BY id LIMIT 1),
       (SELECT run_id FROM delivery_takeover WHERE closed_at IS NULL ORDER BY id LIMIT 1),
       (SELECT min(id) FROM places_place WHERE kind = 'grid'),
       (SELECT max(id) FROM places_gridplan),
       (SELECT max(id) FROM control_movementchange),
       (SELECT max(id) FROM places_rosterfile WHERE read IS NOT NULL),
       (SELECT min(id) FROM places_rosterconflict)
"""


def specimens() -> Specimens:
    """One of each, the oldest or the newest. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        return Specimens(*cursor.fetchone())
