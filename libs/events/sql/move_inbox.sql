-- For a writer that remembers where it left the rows: one that another member has moved since stays,
-- and the count of rows tells. Whoever comes second waits at the row for the first one's commit.
UPDATE inbox
SET position = moved.position
FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
         AS moved (topic, partition, lane, known, position)
WHERE inbox.consumer = $1 AND inbox.topic = moved.topic AND inbox.partition = moved.partition
  AND inbox.lane = moved.lane AND inbox.position = moved.known
