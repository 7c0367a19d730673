SELECT stream_id, version, type, payload, (extract(epoch FROM occurred_at) * 1000000)::bigint,
       summary, command_id, traceparent, hash, lane_sequence
FROM events
WHERE stream_id = ANY ($1::uuid[])
ORDER BY stream_id, version
