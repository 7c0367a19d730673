-- State 4: unknown.
SELECT count(*) AS open, count(*) FILTER (WHERE state = 4) AS unknown,
       (SELECT count(*) FROM rail_conflicts WHERE resolved_at IS NULL) AS conflicts,
       timestamptz_send(min(created_at)) AS oldest
FROM rail_transfers
WHERE state <= 4
