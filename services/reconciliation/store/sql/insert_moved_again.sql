INSERT INTO moved_again (event_id, payment_id, debtor, creditor, currency, amount_minor)
SELECT *
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[])
ON CONFLICT (event_id) DO NOTHING
