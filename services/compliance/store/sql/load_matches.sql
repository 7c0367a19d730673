SELECT case_id, role, entry_number, listed_name, program, score, party_digest, party_id
FROM case_matches
WHERE case_id = ANY($1::uuid[])
ORDER BY case_id, ordinal
