INSERT INTO payments (payment_id, since, version, state, debtor, creditor, currency, amount_minor,
                      captured_minor, settled_minor, automatic_capture, moved_event, moved_debtor,
                      moved_creditor, moved_currency, moved_minor, in_flight, matched, reconciled,
                      exceptional, stream_version, committed)
SELECT *
FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::text[], $5::uuid[], $6::uuid[],
            $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::boolean[], $12::uuid[],
            $13::uuid[], $14::uuid[], $15::text[], $16::bigint[], $17::boolean[], $18::boolean[],
            $19::boolean[], $20::boolean[], $21::bigint[], $22::boolean[])
