-- All that is known of the matches that the case's alerts found, whichever alert found them: cases about the
-- same match end one after the other.
SELECT FROM screening_exceptions AS same
WHERE state IN (1, 2, 4)
  AND (party_id, entry_id, party_digest, entry_digest) IN (
      SELECT party_id, entry_id, party_digest, entry_digest
      FROM screening_exceptions
      WHERE state = 1 AND alert_id IN (SELECT alert_id FROM case_alerts WHERE case_id = $1::uuid))
ORDER BY exception_id
FOR UPDATE
