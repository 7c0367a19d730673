-- From one number to another; $4 lets old partitions be left out.
SELECT stream_id, version, type, payload, (extract(epoch FROM occurred_at) * 1000000)::bigint,
       summary, command_id, traceparent, hash, lane_sequence
FROM events
WHERE lane = $1 AND lane_sequence > $2 AND lane_sequence <= $3 AND occurred_at >= $4::timestamptz
ORDER BY lane_sequence
LIMIT $5
