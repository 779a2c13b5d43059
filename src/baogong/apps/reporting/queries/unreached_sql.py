"""The statements behind the list of doors that nobody heard from."""

# A door's latest signs, each from its own ledger; empty flats are left out.
SIGNS = """
WITH door AS MATERIALIZED (
    SELECT door.id, door.label, door.people, door.parent_id, door.sort_key,
           greatest(asked.at, given.at, card.handed_out_at, spoken.at) AS heard_at,
           tried.at AS tried_at
      FROM places_place door
      LEFT JOIN people_householdcard card ON card.household_id = door.id
     CROSS JOIN LATERAL (
           SELECT max(o.occurred_at) AS at FROM ordering_order o
            WHERE o.household_id = door.id) asked
     CROSS JOIN LATERAL (
           SELECT max(proof.occurred_at) AS at
             FROM custody_unit unit JOIN delivery_proof proof ON proof.unit_id = unit.id
            WHERE unit.destination_id = door.id AND NOT EXISTS (
                  SELECT FROM delivery_attempt undo WHERE undo.reverses_id = proof.attempt_id)
           ) given
     CROSS JOIN LATERAL (
           SELECT max(contact.occurred_at) AS at FROM people_doorcontact contact
            WHERE contact.household_id = door.id AND contact.outcome <> 'nobody') spoken
     CROSS JOIN LATERAL (
           SELECT max(contact.occurred_at) AS at FROM people_doorcontact contact
            WHERE contact.household_id = door.id) tried
     WHERE door.kind = 'household' AND starts_with(door.path, %(estate)s)
       AND door.occupied IS NOT FALSE
)
"""
UNREACHED = "door.heard_at IS NULL OR door.heard_at < %(since)s"
IN_NEED = """EXISTS (SELECT FROM places_careflag flag
                WHERE flag.household_id = door.id AND flag.kind = ANY(%(kinds)s))"""
ROWS = f"""{SIGNS}
SELECT door.id, door.label, entrance.id, entrance.label, door.people, door.heard_at, door.tried_at
  FROM door JOIN places_place entrance ON entrance.id = door.parent_id
 WHERE ({UNREACHED}) AND (%(entrance)s::bigint IS NULL OR entrance.id = %(entrance)s)
   AND (%(kinds)s::text[] IS NULL OR {IN_NEED})
 ORDER BY entrance.sort_key, entrance.id, door.sort_key, door.id"""
COUNT = f"{SIGNS} SELECT count(*) FROM door WHERE {UNREACHED}"
