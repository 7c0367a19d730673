UPDATE fraud_cases
SET closed_at = ended.at, outcome = ended.outcome
FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS ended (payment_id, at, outcome)
WHERE fraud_cases.payment_id = ended.payment_id AND closed_at IS NULL
