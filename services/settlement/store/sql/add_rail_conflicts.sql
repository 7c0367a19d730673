INSERT INTO rail_conflicts (id, payment_id, kind, detail, opened_at)
SELECT c.id, c.payment_id, c.kind, c.detail, $5::timestamptz
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS c (id, payment_id, kind, detail)
