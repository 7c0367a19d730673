INSERT INTO screening_exceptions (exception_id, party_id, entry_id, listed_name, party_digest,
                                  entry_digest, subject_kind, subject_id, state, found_at)
SELECT id, party, entry, name, party_digest, entry_digest, kind, subject, 1, at
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bigint[],
            $8::uuid[], $9::timestamptz[])
     AS found (id, party, entry, name, party_digest, entry_digest, kind, subject, at)
ON CONFLICT (exception_id) DO NOTHING
