SELECT transfer_id, payment_id, hold_id, payer, currency, amount, came_back,
       timestamptz_send(suspended_at) AS suspended_at, proposed_creditor, proposed_by, released_to,
       released_by, timestamptz_send(released_at) AS released_at
FROM suspended_transfers
WHERE transfer_id = ANY ($1::uuid[])
ORDER BY transfer_id
FOR UPDATE
