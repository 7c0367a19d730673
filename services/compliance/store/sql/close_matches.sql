-- $3: in force (2), or confirmed (4). An alert that joined the case after its end is of a higher ordinal.
UPDATE screening_exceptions
SET state = $3::smallint, case_id = $1::uuid,
    cleared_at = CASE WHEN $3::smallint = 2
                      THEN 'epoch'::timestamptz + $4::bigint * interval '1 microsecond' END,
    cleared_by = CASE WHEN $3::smallint = 2 THEN $5 ELSE '' END
WHERE state = 1
  AND alert_id IN (SELECT alert_id FROM case_alerts WHERE case_id = $1::uuid AND ordinal < $2::bigint)
RETURNING exception_id, party_id, entry_id, listed_name, party_digest, entry_digest, alert_id,
       state, (extract(epoch FROM found_at) * 1000000)::bigint,
       (extract(epoch FROM cleared_at) * 1000000)::bigint, cleared_by, case_id,
       (extract(epoch FROM revoked_at) * 1000000)::bigint, revoked_by, reason
