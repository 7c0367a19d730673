INSERT INTO settlement_instructions (currency, settlement_window, place, id, debtor, creditor, amount,
                                     debtor_bic, debtor_account, creditor_bic, creditor_account,
                                     confirmed)
SELECT $1, $2::bigint, place, id, debtor, creditor, amount, debtor_bic, debtor_account, creditor_bic,
       creditor_account, false
FROM unnest($3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[],
            $10::text[], $11::text[])
         AS i (place, id, debtor, creditor, amount, debtor_bic, debtor_account, creditor_bic,
               creditor_account)
