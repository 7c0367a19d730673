DECLARE all_events NO SCROLL CURSOR FOR
SELECT stream_id, version, type, payload, (extract(epoch FROM occurred_at) * 1000000)::bigint,
       summary, command_id, traceparent, hash, lane_sequence
FROM events
