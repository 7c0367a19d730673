SELECT payment_id, payer, payee, device, terminal, currency, amount_minor,
       (extract(epoch FROM created_at) * 1000000)::bigint
FROM feature_log
WHERE payer = $1::uuid AND kind = 1
ORDER BY sequence DESC
LIMIT $2::bigint
