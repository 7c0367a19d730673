SELECT alert_id, evidence
FROM case_alerts
WHERE case_id = $1::uuid
ORDER BY ordinal
