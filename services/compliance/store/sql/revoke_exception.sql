UPDATE screening_exceptions
SET state = 3, revoked_at = 'epoch'::timestamptz + $2::bigint * interval '1 microsecond',
    revoked_by = $3, reason = $4
WHERE exception_id = $1::uuid
