SELECT case_id, subject_kind, subject_id, number, status, list_version, review_reason,
       (extract(epoch FROM opened_at) * 1000000)::bigint,
       (extract(epoch FROM resolved_at) * 1000000)::bigint, resolved_by, note, payment_waits, version
FROM cases
WHERE (opened_at, case_id) < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
  AND status = $4::smallint
ORDER BY opened_at DESC, case_id DESC
LIMIT $3::bigint
