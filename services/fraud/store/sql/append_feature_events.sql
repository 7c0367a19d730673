INSERT INTO feature_events (payment_id, payer, payee, device, currency, amount_minor, created_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[],
                     $7::timestamptz[])
ON CONFLICT (payment_id) DO NOTHING
RETURNING payment_id
