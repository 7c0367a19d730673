INSERT INTO fraud_cases (payment_id, opened_at, score, reasons)
SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::text[])
ON CONFLICT (payment_id) DO NOTHING
