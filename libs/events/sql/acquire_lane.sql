-- An orphaned lane; the epoch fences the former owner.
UPDATE outbox_lanes
SET instance = $1, epoch = epoch + 1, lease_until = now() + make_interval(secs => $2)
WHERE lane = (
    SELECT lane FROM outbox_lanes
    WHERE lease_until < now()
    ORDER BY lane
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING lane, epoch, last_sequence, published_sequence
