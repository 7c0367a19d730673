SELECT place, id, currency, debtor, creditor, amount, debtor_bic, debtor_account, creditor_bic,
       creditor_account, confirmed
FROM settlement_instructions
WHERE currency = $1 AND settlement_window = $2 AND id = ANY ($3::uuid[])
