SELECT payment_id, (extract(epoch FROM opened_at) * 1000000)::bigint, score, reasons,
       (extract(epoch FROM closed_at) * 1000000)::bigint, outcome
FROM fraud_cases
WHERE payment_id = $1::uuid
