SELECT id, payment_id, debtor, creditor, currency, amount, state,
       (extract(epoch FROM expires_at) * 1000000)::bigint AS expires_at, version
FROM holds
WHERE id = ANY ($1::uuid[])
ORDER BY id
FOR NO KEY UPDATE
