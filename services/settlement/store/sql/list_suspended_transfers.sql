-- Newest first.
SELECT transfer_id, payment_id, hold_id, payer, currency, amount, came_back,
       timestamptz_send(suspended_at) AS suspended_at, proposed_creditor, proposed_by, released_to,
       released_by, timestamptz_send(released_at) AS released_at
FROM suspended_transfers
WHERE (suspended_at, transfer_id) < ($1::timestamptz, $2::uuid)
  AND ($3::boolean OR released_at IS NULL)
ORDER BY suspended_at DESC, transfer_id DESC
LIMIT $4
