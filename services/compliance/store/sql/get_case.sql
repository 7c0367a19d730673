SELECT case_id, subject_kind, subject_id, number, status, list_version, review_reason,
       (extract(epoch FROM opened_at) * 1000000)::bigint,
       (extract(epoch FROM resolved_at) * 1000000)::bigint, resolved_by, note, payment_waits, version
FROM cases
WHERE case_id = $1::uuid
