INSERT INTO breaks (break_id, payment_id, reason, expected_currency, expected_minor,
                    actual_currency, actual_minor, detected_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::text[],
                     $7::bigint[], $8::timestamptz[])
