SELECT stream_id, version, type, payload, (extract(epoch FROM occurred_at) * 1000000)::bigint,
       summary, command_id, traceparent, hash, lane_sequence
FROM events
WHERE lane = $1 AND lane_sequence > $2
ORDER BY lane_sequence
LIMIT $3
