-- A message that is sent or fetched again is the same message.
INSERT INTO rail_messages (rail, outgoing, message_id, digest, type, payment_id, at)
SELECT m.rail, m.outgoing, m.message_id, m.digest, m.type, m.payment_id, $7::timestamptz
FROM unnest($1::text[], $2::boolean[], $3::text[], $4::bytea[], $5::text[], $6::uuid[])
         AS m (rail, outgoing, message_id, digest, type, payment_id)
ON CONFLICT DO NOTHING
