-- Appends a batch to the lane it belongs to and notes how far the lane is published. No row comes
-- back when the lane has another owner: the caller rolls back.
WITH lane AS (
    UPDATE outbox_lanes
    SET last_sequence = $3, published_sequence = greatest(published_sequence, $4),
        lease_until = now() + make_interval(secs => $5)
    WHERE lane = $1 AND epoch = $2
    RETURNING lane
)
INSERT INTO events (stream_id, occurred_at, lane_sequence, version, lane, hash, traceparent,
                    command_id, type, summary, payload)
SELECT e.stream_id, e.occurred_at, e.lane_sequence, e.version, lane.lane, e.hash, e.traceparent,
       e.command_id, e.type, e.summary, e.payload
FROM lane,
     unnest($6::uuid[], $7::bigint[], $8::bigint[], $9::text[], $10::bytea[], $11::timestamptz[],
            $12::text[], $13::uuid[], $14::bytea[], $15::bytea[])
         AS e (stream_id, version, lane_sequence, type, payload, occurred_at, summary, command_id,
               traceparent, hash)
