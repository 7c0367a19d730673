-- Those that no payment names any more. The next file of a collection is numbered behind those that
-- there are: they stay while something waits for it. State 1: created.
WITH gone AS (
    DELETE FROM rail_files
    WHERE id IN (SELECT f.id FROM rail_files AS f
                 WHERE f.made_at < $1::timestamptz
                   AND NOT EXISTS (SELECT FROM rail_transfers AS t WHERE t.file_id = f.id)
                   AND NOT EXISTS (SELECT FROM rail_transfers AS t
                                   WHERE t.state = 1 AND t.file_id IS NULL AND t.cut_off = f.cut_off
                                     AND t.rail = f.rail AND t.currency = f.currency)
                 LIMIT $2)
    RETURNING true
)
SELECT count(*) FROM gone
