SELECT asked.payment_id, attempt.partner_id, report.kind, report.reason, report.reported_by,
       (extract(epoch FROM report.reported_at) * 1000000)::bigint
FROM unnest($1::uuid[]) AS asked (payment_id)
CROSS JOIN LATERAL (
    SELECT partner_id FROM feature_log
    WHERE payment_id = asked.payment_id AND kind = 1
    LIMIT 1) AS attempt
LEFT JOIN LATERAL (
    SELECT kind, reason, reported_by, reported_at FROM fraud_reports
    WHERE payment_id = asked.payment_id) AS report ON true
