SELECT person_id
FROM person_keys
WHERE person_id = ANY($1::uuid[]) AND generation = 1 AND erased_at IS NULL
ORDER BY person_id
FOR UPDATE
