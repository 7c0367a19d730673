-- $3 lets old partitions be left out. A subquery for each fact: a join planned while the table is small
-- would compare each with each for as long as the plan lives.
SELECT wanted.stream_id, wanted.version, found.hash
FROM unnest($1::uuid[], $2::bigint[]) AS wanted (stream_id, version)
CROSS JOIN LATERAL (
    SELECT hash FROM events
    WHERE stream_id = wanted.stream_id AND version = wanted.version
      AND occurred_at >= $3::timestamptz
    LIMIT 1) AS found
