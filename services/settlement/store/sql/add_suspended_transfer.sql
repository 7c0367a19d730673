INSERT INTO suspended_transfers (transfer_id, payment_id, hold_id, payer, currency, amount, came_back,
                                 suspended_at, proposed_by, released_by)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6::bigint, $7::boolean, $8::timestamptz, '', '')
