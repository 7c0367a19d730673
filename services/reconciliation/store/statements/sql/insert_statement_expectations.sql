INSERT INTO statement_expectations (expectation_id, payment_id, account_id, currency, amount_minor,
                                    value_day, fact_id, moved_at, reference, number)
SELECT transfer_id, payment_id, account_id, currency, amount_minor,
       (moved_at AT TIME ZONE 'UTC')::date, fact_id, moved_at, reference, number
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::uuid[],
            $7::timestamptz[], $8::text[], $9::text[])
     AS u(transfer_id, payment_id, account_id, currency, amount_minor, fact_id, moved_at, reference,
          number)
ON CONFLICT (expectation_id) DO NOTHING
