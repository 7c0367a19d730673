INSERT INTO rail_conflicts (id, payment_id, kind, detail, opened_at, rail, message_digest)
SELECT c.id, c.payment_id, c.kind, c.detail, $5::timestamptz, c.rail, c.message_digest
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $6::text[], $7::bytea[])
         AS c (id, payment_id, kind, detail, rail, message_digest)
