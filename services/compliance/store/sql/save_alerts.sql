INSERT INTO case_alerts (alert_id, case_id, ordinal, kind, rule, list_version, reason_codes, raised_at,
                         evidence_digest, evidence, raised_by)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[],
                     $7::text[], $8::timestamptz[], $9::bytea[], $10::bytea[], $11::text[])
