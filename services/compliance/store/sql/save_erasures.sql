INSERT INTO person_erasures (person_id, reason, requested_by, requested_at, erased_by, erased_at)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[], $5::text[],
                     $6::timestamptz[])
ON CONFLICT (person_id) DO UPDATE
    SET reason = excluded.reason, requested_by = excluded.requested_by, requested_at = excluded.requested_at,
        erased_by = excluded.erased_by, erased_at = excluded.erased_at
