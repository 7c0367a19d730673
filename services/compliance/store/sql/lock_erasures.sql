SELECT person_id, reason, requested_by, timestamptz_send(requested_at), erased_by,
       timestamptz_send(erased_at)
FROM person_erasures
WHERE person_id = ANY($1::uuid[])
ORDER BY person_id
FOR UPDATE
