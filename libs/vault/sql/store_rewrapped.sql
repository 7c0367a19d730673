-- From key $1 to key $2. A row that was rewrapped or erased meanwhile stays as it is, and one that is
-- locked is left for the next pass: nobody waits for a rotation, and it waits for nobody.
WITH free AS (
    SELECT k.person_id, k.generation, r.wrapped
    FROM unnest($3::uuid[], $4::bigint[], $5::bytea[]) AS r (person_id, generation, wrapped)
    JOIN person_keys k ON k.person_id = r.person_id AND k.generation = r.generation
    WHERE k.kek_id = $1::text AND k.erased_at IS NULL
    FOR NO KEY UPDATE OF k SKIP LOCKED
)
UPDATE person_keys k
SET kek_id = $2::text, wrapped = free.wrapped
FROM free
WHERE k.person_id = free.person_id AND k.generation = free.generation
