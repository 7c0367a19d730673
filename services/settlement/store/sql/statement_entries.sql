SELECT e.sequence, e.transfer_id, e.amount, e.balance_after,
       (extract(epoch FROM e.booked_at) * 1000000)::bigint AS booked_at, t.payment_id
FROM entries AS e
JOIN transfers AS t ON t.id = e.transfer_id
WHERE e.account_id = $1 AND e.sequence > $2 AND e.sequence <= $3
ORDER BY e.sequence
LIMIT $4
