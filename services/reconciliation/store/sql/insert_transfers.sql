INSERT INTO transfers (event_id, transfer_id, payment_id, debtor, creditor, currency, amount_minor,
                       received_at)
SELECT *, to_timestamp(0) + $8::bigint * interval '1 microsecond'
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[])
ON CONFLICT (event_id) DO NOTHING
