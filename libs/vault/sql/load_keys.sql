SELECT person_id, generation, kek_id, wrapped, erased_at IS NOT NULL
FROM person_keys
WHERE person_id = ANY($1::uuid[])
