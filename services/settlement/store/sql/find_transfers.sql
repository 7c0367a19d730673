SELECT id, payment_id, hold_id, debtor, creditor, currency, amount, released,
       (extract(epoch FROM posted_at) * 1000000)::bigint AS posted_at
FROM transfers
WHERE id = ANY ($1::uuid[])
