SELECT exception_id, party_id, entry_id, listed_name, party_digest, entry_digest, alert_id,
       state, (extract(epoch FROM found_at) * 1000000)::bigint,
       (extract(epoch FROM cleared_at) * 1000000)::bigint, cleared_by, case_id,
       (extract(epoch FROM revoked_at) * 1000000)::bigint, revoked_by, reason
FROM screening_exceptions
WHERE state IN (2, 3)
  AND (cleared_at, exception_id) < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
  AND ($4 = '' OR party_id::text = $4)
ORDER BY cleared_at DESC, exception_id DESC
LIMIT $3::bigint
