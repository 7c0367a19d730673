SELECT case_id, payment_id, status, list_version, review_reason,
       (extract(epoch FROM opened_at) * 1000000)::bigint,
       (extract(epoch FROM resolved_at) * 1000000)::bigint, resolved_by, note, version,
       payment_waits
FROM cases
WHERE case_id = ANY($1::uuid[])
ORDER BY case_id
FOR UPDATE
