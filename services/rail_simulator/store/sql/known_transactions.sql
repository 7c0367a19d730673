SELECT transaction_id FROM payments
WHERE participant = $1 AND rail = $2 AND transaction_id = ANY ($3::text[])
