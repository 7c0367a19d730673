UPDATE outbox_lanes
SET lease_until = now() + make_interval(secs => $3),
    published_sequence = greatest(published_sequence, $4)
WHERE lane = $1 AND epoch = $2
RETURNING last_sequence
