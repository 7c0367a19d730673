SELECT count(*)
FROM person_keys
WHERE kek_id = $1::text AND erased_at IS NULL
