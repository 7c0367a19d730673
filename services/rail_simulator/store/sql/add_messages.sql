INSERT INTO taken_messages (participant, rail, message_id, type, digest, content, taken_at)
SELECT n.participant, n.rail, n.message_id, n.type, n.digest, n.content,
       'epoch'::timestamptz + $7::bigint * interval '1 microsecond'
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[])
         AS n (participant, rail, message_id, type, digest, content)
