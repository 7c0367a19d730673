INSERT INTO cases (case_id, payment_id, status, list_version, review_reason, opened_at, resolved_at,
                   resolved_by, note, version, payment_waits)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[],
                     $6::timestamptz[], $7::timestamptz[], $8::text[], $9::text[], $10::bigint[],
                     $11::boolean[])
ON CONFLICT (case_id) DO UPDATE
SET status = excluded.status, list_version = excluded.list_version,
    review_reason = excluded.review_reason, resolved_at = excluded.resolved_at,
    resolved_by = excluded.resolved_by, note = excluded.note, version = excluded.version,
    payment_waits = excluded.payment_waits
