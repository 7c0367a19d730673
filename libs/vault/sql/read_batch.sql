-- What comes after ($2, $3) of what is still wrapped under a key.
SELECT person_id, generation, wrapped
FROM person_keys
WHERE kek_id = $1::text AND erased_at IS NULL AND (person_id, generation) > ($2::uuid, $3::integer)
ORDER BY person_id, generation
LIMIT $4::bigint
