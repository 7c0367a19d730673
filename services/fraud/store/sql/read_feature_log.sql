SELECT sequence, kind, payment_id, payer, payee, device, terminal, currency, amount_minor,
       (extract(epoch FROM created_at) * 1000000)::bigint, payment_file
FROM feature_log
WHERE sequence > $1::bigint
ORDER BY sequence
LIMIT $2::bigint
