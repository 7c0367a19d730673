INSERT INTO movements (moved_at, sequence, amount, id, debtor, creditor, debtor_party, creditor_party,
                       debtor_is_account, creditor_is_account, currency)
SELECT * FROM unnest($1::timestamptz[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[],
                     $6::uuid[], $7::uuid[], $8::uuid[], $9::boolean[], $10::boolean[], $11::text[])
