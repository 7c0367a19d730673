-- Those that another process made first stay as they are, and so do erased persons.
INSERT INTO person_keys (person_id, generation, kek_id, wrapped)
SELECT person_id, generation, $1::text, wrapped
FROM unnest($2::uuid[], $3::bigint[], $4::bytea[]) AS k (person_id, generation, wrapped)
ORDER BY person_id
ON CONFLICT DO NOTHING
