UPDATE screening_exceptions
SET state = 2, cleared_at = 'epoch'::timestamptz + $3::bigint * interval '1 microsecond',
    cleared_by = $4, case_id = $5::uuid
WHERE subject_kind = $1::smallint AND subject_id = $2::uuid AND state = 1
  AND found_at <= 'epoch'::timestamptz + $3::bigint * interval '1 microsecond'
RETURNING exception_id, party_id, entry_id, listed_name, party_digest, entry_digest, subject_kind,
       subject_id, state, (extract(epoch FROM found_at) * 1000000)::bigint,
       (extract(epoch FROM cleared_at) * 1000000)::bigint, cleared_by, case_id,
       (extract(epoch FROM revoked_at) * 1000000)::bigint, revoked_by, reason
