-- $2 lets old partitions be left out.
SELECT asked.stream_id
FROM unnest($1::uuid[]) AS asked (stream_id)
WHERE (SELECT version FROM events
       WHERE stream_id = asked.stream_id AND version = 1 AND occurred_at >= $2::timestamptz
       LIMIT 1) IS NOT NULL
