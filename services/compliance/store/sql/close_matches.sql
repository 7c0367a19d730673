-- $3: in force (2), or confirmed (4). An alert that joined the case after its end is of a higher ordinal.
-- What was confirmed once is no exception though another case says it is false.
UPDATE screening_exceptions AS closed
SET state = after.state, case_id = $1::uuid,
    cleared_at = CASE WHEN after.state = 2
                      THEN 'epoch'::timestamptz + $4::bigint * interval '1 microsecond' END,
    cleared_by = CASE WHEN after.state = 2 THEN $5 ELSE '' END
FROM (
    SELECT exception_id, CASE WHEN EXISTS (
        SELECT FROM screening_exceptions AS same
        WHERE same.state = 4 AND same.party_id = found.party_id AND same.entry_id = found.entry_id
          AND same.party_digest = found.party_digest AND same.entry_digest = found.entry_digest
    ) THEN 4 ELSE $3::smallint END AS state
    FROM screening_exceptions AS found
    WHERE found.state = 1
      AND alert_id IN (SELECT alert_id FROM case_alerts WHERE case_id = $1::uuid AND ordinal < $2::bigint)
) AS after
WHERE closed.exception_id = after.exception_id
RETURNING closed.exception_id, party_id, entry_id, listed_name, party_digest, entry_digest, alert_id,
       closed.state, (extract(epoch FROM found_at) * 1000000)::bigint,
       (extract(epoch FROM cleared_at) * 1000000)::bigint, cleared_by, case_id,
       (extract(epoch FROM revoked_at) * 1000000)::bigint, revoked_by, reason
