INSERT INTO screening_exceptions (exception_id, party_id, entry_id, listed_name, party_digest,
                                  entry_digest, alert_id, state, found_at)
SELECT id, party, entry, name, party_digest, entry_digest, alert, 1, at
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::uuid[],
            $8::timestamptz[])
     AS found (id, party, entry, name, party_digest, entry_digest, alert, at)
ON CONFLICT (exception_id) DO NOTHING
