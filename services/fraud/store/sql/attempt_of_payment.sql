SELECT payment_id, payer, payee, device, terminal, currency, amount_minor,
       (extract(epoch FROM created_at) * 1000000)::bigint
FROM feature_log
WHERE payment_id = $1::uuid AND kind = 1
LIMIT 1
