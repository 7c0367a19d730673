-- A lane's number never falls; an offset does when a topic begins anew.
INSERT INTO inbox AS known (consumer, topic, partition, lane, position)
SELECT $1, m.topic, m.partition, m.lane, m.position
FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) AS m (topic, partition, lane, position)
ON CONFLICT (consumer, topic, partition, lane) DO UPDATE
SET position = CASE WHEN known.lane = -1 THEN excluded.position
                    ELSE greatest(known.position, excluded.position) END
