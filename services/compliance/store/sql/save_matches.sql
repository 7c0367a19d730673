INSERT INTO case_matches (case_id, ordinal, role, entry_number, listed_name, program, score,
                          party_digest, party_id)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[],
                     $7::bigint[], $8::bytea[], $9::uuid[])
ON CONFLICT (case_id, ordinal) DO NOTHING
