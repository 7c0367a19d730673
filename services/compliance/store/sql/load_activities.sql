SELECT subject_id, kind, state FROM activities WHERE subject_id = ANY($1::uuid[])
ORDER BY subject_id, kind
FOR UPDATE
