-- The instance's own lane. Waits for a former process's transaction to end, because what it holds
-- must leave before anything newer.
UPDATE outbox_lanes
SET epoch = epoch + 1, lease_until = now() + make_interval(secs => $2)
WHERE lane = (SELECT min(lane) FROM outbox_lanes WHERE instance = $1)
RETURNING lane, epoch, last_sequence, published_sequence
