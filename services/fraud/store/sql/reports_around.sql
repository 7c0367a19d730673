-- Reports of the payment, and the latest of its payer and of its payee.
WITH reported AS (
    SELECT $1::uuid AS payment_id
    UNION
    (SELECT payment_id FROM feature_log WHERE payer = $2::uuid AND kind = 2
     ORDER BY sequence DESC LIMIT $4::bigint)
    UNION
    (SELECT payment_id FROM feature_log WHERE payee = $3::uuid AND kind = 2
     ORDER BY sequence DESC LIMIT $4::bigint)
)
SELECT payment_id, kind, reason, reported_by,
       (extract(epoch FROM reported_at) * 1000000)::bigint AS at
FROM reported JOIN fraud_reports USING (payment_id)
ORDER BY at DESC, payment_id, kind
