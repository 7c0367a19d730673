-- Persons with an open case about them: a party, or an account that belongs to none.
SELECT DISTINCT subject_id
FROM cases
WHERE status = 1 AND subject_kind IN (2, 3) AND subject_id = ANY($1::uuid[])
