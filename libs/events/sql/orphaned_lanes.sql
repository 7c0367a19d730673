-- Lanes without an owner that hold something unpublished; the epoch is raised so that the former
-- owner cannot append any more while its rest is published.
UPDATE outbox_lanes
SET instance = $1, epoch = epoch + 1, lease_until = now() + make_interval(secs => $2)
WHERE lane IN (
    SELECT lane FROM outbox_lanes
    WHERE lane <> $3 AND lease_until < now() AND published_sequence < last_sequence
    FOR UPDATE SKIP LOCKED)
RETURNING lane, epoch, last_sequence, published_sequence
