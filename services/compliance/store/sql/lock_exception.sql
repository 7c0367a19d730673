SELECT exception_id, party_id, entry_id, listed_name, party_digest, entry_digest, alert_id,
       state, (extract(epoch FROM found_at) * 1000000)::bigint,
       (extract(epoch FROM cleared_at) * 1000000)::bigint, cleared_by, case_id,
       (extract(epoch FROM revoked_at) * 1000000)::bigint, revoked_by, reason
FROM screening_exceptions
WHERE exception_id = $1::uuid AND state IN (2, 3)
FOR UPDATE
