-- Appends a batch to the lane it belongs to and notes how far the lane is published. No row comes
-- back when the lane has another owner: the caller rolls back.
WITH lane AS (
    UPDATE outbox_lanes
    SET last_sequence = $3, published_sequence = greatest(published_sequence, $4),
        lease_until = now() + make_interval(secs => $5)
    WHERE lane = $1 AND epoch = $2
    RETURNING lane
)
INSERT INTO events (stream_id, version, lane, lane_sequence, type, payload, occurred_at, summary,
                    command_id, traceparent, hash)
SELECT e.stream_id, e.version, lane.lane, e.lane_sequence, e.type, e.payload, e.occurred_at,
       e.summary, e.command_id, e.traceparent, e.hash
FROM lane,
     unnest($6::uuid[], $7::bigint[], $8::bigint[], $9::text[], $10::bytea[], $11::timestamptz[],
            $12::text[], $13::uuid[], $14::text[], $15::bytea[])
         AS e (stream_id, version, lane_sequence, type, payload, occurred_at, summary, command_id,
               traceparent, hash)
