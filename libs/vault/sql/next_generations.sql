-- Under the lock of lock_persons.sql.
SELECT person_id, max(generation) + 1
FROM person_keys
WHERE person_id = ANY($1::uuid[])
GROUP BY person_id
