-- The row is locked.
UPDATE suspended_transfers
SET proposed_creditor = $2::uuid, proposed_by = $3, released_to = $4::uuid, released_by = $5,
    released_at = $6::timestamptz
WHERE transfer_id = $1::uuid
