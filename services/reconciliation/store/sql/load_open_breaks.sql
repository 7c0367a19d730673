SELECT payment_id, break_id, reason
FROM breaks
WHERE payment_id = ANY ($1::uuid[]) AND closed_at IS NULL
ORDER BY payment_id, reason
