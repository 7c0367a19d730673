SELECT payment_id, (extract(epoch FROM opened_at) * 1000000)::bigint, score, reasons,
       (extract(epoch FROM closed_at) * 1000000)::bigint, outcome
FROM fraud_cases
WHERE closed_at IS NULL
  AND (opened_at, payment_id)
      < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
ORDER BY opened_at DESC, payment_id DESC
LIMIT $3::bigint
