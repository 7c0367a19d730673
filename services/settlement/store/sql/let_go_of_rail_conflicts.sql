-- Those about no payment that is here; the others go with theirs.
WITH gone AS (
    DELETE FROM rail_conflicts
    WHERE id IN (SELECT c.id FROM rail_conflicts AS c
                 WHERE c.resolved_at < $1::timestamptz
                   AND NOT EXISTS (SELECT FROM rail_transfers AS t
                                   WHERE t.payment_id = c.payment_id)
                 LIMIT $2)
    RETURNING true
)
SELECT count(*) FROM gone
