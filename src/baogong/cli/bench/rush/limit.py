"""The limit of a rush: the same rows by the best single statement, one transaction an order."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass

from baogong.plumbing.postgres.binaries import bin_dir

CLIENTS, THREADS = 8, 2  # more connections make hot rows slower
# Locks door and listings in one order, checks stock and the household's limit, writes the order,
# its lines, the audit row, the event and both sides of what the door owes.
STATEMENT = """
WITH wish AS MATERIALIZED (SELECT DISTINCT ON (id) id, 1 AS n FROM
    unnest(CAST(ARRAY[:a, :b, :c, :d] AS bigint[])) AS asked(id) ORDER BY id),
door AS MATERIALIZED (SELECT id FROM places_place WHERE id = :door FOR NO KEY UPDATE),
shelf AS MATERIALIZED (SELECT l.id, l.price_fen, l.stock, l.taken, l.household_limit
    FROM ordering_listing l JOIN wish ON wish.id = l.id, door
    ORDER BY l.id FOR NO KEY UPDATE OF l),
held AS (SELECT line.listing_id, sum(line.quantity) AS n FROM ordering_order o
    JOIN ordering_orderline line ON line.order_id = o.id
    WHERE o.round_id = :round AND o.household_id = :door AND o.canceled_at IS NULL GROUP BY 1),
good AS MATERIALIZED (SELECT shelf.id, shelf.price_fen, wish.n FROM shelf JOIN wish USING (id)
    LEFT JOIN held ON held.listing_id = shelf.id
    WHERE (shelf.stock IS NULL OR shelf.taken + wish.n <= shelf.stock)
    AND coalesce(held.n, 0) + wish.n <= coalesce(shelf.household_limit, 32767)),
taken AS (UPDATE ordering_listing l SET taken = l.taken + good.n FROM good WHERE l.id = good.id),
o AS (INSERT INTO ordering_order (key, round_id, household_id, channel, consent, read_back,
    waits_for_check, over_percent, on_short, total_fen, occurred_at, recorded_at)
    SELECT gen_random_uuid(), CAST(:round AS bigint), CAST(:door AS bigint), 'page', '',
    false, false, 0, 'refund',
    (SELECT sum(n * price_fen) FROM good), now(), now() WHERE EXISTS (SELECT FROM good)
    RETURNING id, total_fen),
lines AS (INSERT INTO ordering_orderline (order_id, listing_id, quantity, price_fen)
    SELECT o.id, good.id, good.n, good.price_fen FROM o, good),
audit AS (INSERT INTO plumbing_auditentry
    (action, actor, subject_type, subject_id, data, occurred_at, recorded_at)
    SELECT 'order.placed', 'card:1', 'ordering.order', id,
    jsonb_build_object('fen', total_fen), now(), now() FROM o),
event AS (INSERT INTO plumbing_event (name, data, recorded_at)
    SELECT 'OrdersPlaced', jsonb_build_object('order_ids', jsonb_build_array(id)), now() FROM o),
account AS (INSERT INTO money_account (kind, place_id)
    SELECT 'household', CAST(:door AS bigint) FROM o
    ON CONFLICT (kind, place_id, person_id, supplier_id) DO UPDATE SET kind = EXCLUDED.kind
    RETURNING id),
posting AS (INSERT INTO money_posting
    (kind, source_type, source_id, order_id, actor, occurred_at, recorded_at)
    SELECT 'order', 'ordering.order', id, id, 'card:1', now(), now() FROM o RETURNING id)
INSERT INTO money_transfer (posting_id, debit_id, credit_id, fen)
    SELECT posting.id, account.id, CAST(:sales AS bigint), o.total_fen FROM posting, account, o;
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where orders are placed: a round, the account of what is sold, first and last ids."""

    round_id: int
    sales_id: int
    doors: tuple[int, int]
    listings: tuple[int, int]


def orders_per_second(connection: str, stage: Stage, *, hot: bool, seconds: int) -> float:
    """What ``pgbench`` reaches with the statement; ``hot``: everybody takes the same goods."""
    first, last = stage.listings
    picks = [
        rf"\set {name} {first + n}" if hot else rf"\set {name} random({first}, {last})"
        for n, name in enumerate("abcd")
    ]
    doors = r"\set door random({}, {})".format(*stage.doors)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write("\n".join([doors, *picks, " ".join(STATEMENT.split())]))
        file.flush()
        rows = [f"-Dround={stage.round_id}", f"-Dsales={stage.sales_id}"]
        sizes = [f"-c{CLIENTS}", f"-j{THREADS}", f"-T{seconds}"]
        command = [str(bin_dir() / "pgbench"), "-n", "-Mprepared", *sizes, *rows]
        done = subprocess.run(
            [*command, "-f", file.name, connection],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stdout)
    return float(found[1])
