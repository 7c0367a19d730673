SELECT payment_id, payer, payee, device, currency, amount_minor,
       (extract(epoch FROM created_at) * 1000000)::bigint
FROM feature_events
WHERE (created_at, payment_id) > (to_timestamp(0) + $1::bigint * interval '1 microsecond', $2::uuid)
ORDER BY created_at, payment_id
LIMIT $3::bigint
