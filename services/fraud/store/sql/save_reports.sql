INSERT INTO fraud_reports (payment_id, kind, reason, reported_by, reported_at)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])
