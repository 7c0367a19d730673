-- Two index scans, merged: the view's two sides are each in the order of their numbers.
SELECT sequence, transfer_id, amount, balance_after,
       (extract(epoch FROM booked_at) * 1000000)::bigint AS booked_at, payment_id
FROM entries
WHERE account_id = $1 AND sequence > $2 AND sequence <= $3
ORDER BY sequence
LIMIT $4
