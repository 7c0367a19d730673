-- A statement of its own after erase_persons.sql: it sees what was added before that got its lock.
UPDATE person_keys
SET kek_id = NULL, wrapped = NULL, erased_at = now()
WHERE person_id = ANY($1::uuid[]) AND erased_at IS NULL
