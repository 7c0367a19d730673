-- Each payment of a party has a row of the same match: none of them may go on to let it pass.
UPDATE screening_exceptions AS same
SET state = 3, revoked_at = 'epoch'::timestamptz + $2::bigint * interval '1 microsecond',
    revoked_by = $3, reason = $4
FROM screening_exceptions AS one
WHERE one.exception_id = ANY($1::uuid[]) AND same.state = 2 AND same.party_id = one.party_id
  AND same.entry_id = one.entry_id AND same.party_digest = one.party_digest
  AND same.entry_digest = one.entry_digest
RETURNING same.exception_id, same.party_id, same.entry_id, same.listed_name, same.party_digest, same.entry_digest,
       same.alert_id, same.state, (extract(epoch FROM same.found_at) * 1000000)::bigint,
       (extract(epoch FROM same.cleared_at) * 1000000)::bigint, same.cleared_by, same.case_id,
       (extract(epoch FROM same.revoked_at) * 1000000)::bigint, same.revoked_by, same.reason
