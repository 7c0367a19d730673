INSERT INTO taken_messages (participant, rail, message_id, type, digest, content, taken_at)
VALUES ($1, $2, $3, $4, $5, $6, 'epoch'::timestamptz + $7::bigint * interval '1 microsecond')
