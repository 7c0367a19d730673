INSERT INTO checks (payment_id, due_since)
SELECT DISTINCT payment_id, '-infinity'::timestamptz
FROM unnest($1::uuid[]) AS told (payment_id)
ORDER BY payment_id
ON CONFLICT (payment_id) DO UPDATE SET due_since = excluded.due_since
