SELECT place, id, currency, debtor, creditor, amount, confirmed
FROM settlement_instructions
WHERE currency = $1 AND settlement_window = $2 AND place > $3
ORDER BY place
LIMIT $4
