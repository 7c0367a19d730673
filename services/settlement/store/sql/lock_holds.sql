SELECT id, payment_id, debtor, creditor, currency, amount, state,
       timestamptz_send(expires_at) AS expires_at, version,
       committed
FROM holds
WHERE id = ANY ($1::uuid[])
ORDER BY id
FOR NO KEY UPDATE
