INSERT INTO answers (participant, rail, sequence, message_id, type, content, sent_at)
SELECT n.participant, n.rail, n.sequence, n.message_id, n.type, n.content,
       'epoch'::timestamptz + $7::bigint * interval '1 microsecond'
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::bytea[])
         AS n (participant, rail, sequence, message_id, type, content)
