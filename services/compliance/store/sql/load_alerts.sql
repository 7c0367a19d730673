SELECT case_id, alert_id, kind, rule, list_version, reason_codes,
       (extract(epoch FROM raised_at) * 1000000)::bigint, evidence_digest, raised_by
FROM case_alerts
WHERE case_id = ANY($1::uuid[])
ORDER BY case_id, ordinal
