-- Decided before $1 (states above 4), no recall open (1, 2), nothing heard of it since, and no conflict
-- that is open or was resolved since. Those of a file stay while one of them is open: it is made again
-- from all. One that somebody works on stays for the next time.
WITH old AS (
    SELECT t.id, t.payment_id
    FROM rail_transfers AS t
    WHERE t.state > 4 AND t.created_at < $1::timestamptz AND t.recall NOT IN (1, 2)
      AND t.due_at IS NULL
      AND NOT EXISTS (SELECT FROM rail_transfers AS o
                      WHERE o.file_id = t.file_id AND o.state <= 4)
      AND NOT EXISTS (SELECT FROM rail_messages AS m
                      WHERE m.payment_id = t.payment_id AND m.at >= $1::timestamptz)
      AND NOT EXISTS (SELECT FROM rail_conflicts AS c
                      WHERE c.payment_id = t.payment_id
                        AND coalesce(c.resolved_at, 'infinity') >= $1::timestamptz)
    ORDER BY t.created_at
    LIMIT $2
    FOR UPDATE OF t SKIP LOCKED
), messages AS (
    DELETE FROM rail_messages AS m USING old WHERE m.payment_id = old.payment_id
), conflicts AS (
    DELETE FROM rail_conflicts AS c USING old WHERE c.payment_id = old.payment_id
), transfers AS (
    DELETE FROM rail_transfers AS t USING old WHERE t.id = old.id RETURNING true
)
SELECT count(*) FROM transfers
