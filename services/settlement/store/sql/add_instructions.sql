INSERT INTO settlement_instructions (currency, settlement_window, place, id, debtor, creditor, amount,
                                     confirmed)
SELECT $1, $2::bigint, place, id, debtor, creditor, amount, false
FROM unnest($3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::bigint[])
         AS i (place, id, debtor, creditor, amount)
