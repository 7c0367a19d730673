INSERT INTO outbox_lanes (lane, instance, epoch, lease_until)
SELECT coalesce(max(lane) + 1, 0), $1, 1, now() + make_interval(secs => $2) FROM outbox_lanes
RETURNING lane, epoch, last_sequence, published_sequence
