-- The first generation, whose row is locked by this until the transaction ends. Who never had a key
-- gets the row all the same, so that none is ever made.
INSERT INTO person_keys (person_id, generation, erased_at)
SELECT person_id, 1, now()
FROM unnest($1::uuid[]) AS p (person_id)
ORDER BY person_id
ON CONFLICT (person_id, generation) DO UPDATE
    SET kek_id = NULL, wrapped = NULL, erased_at = coalesce(person_keys.erased_at, now())
