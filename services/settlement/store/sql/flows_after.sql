SELECT debtor, creditor, gross::text AS gross, transfers
FROM settlement_flows
WHERE currency = $1 AND settlement_window = $2 AND (debtor, creditor) > ($3, $4)
ORDER BY debtor, creditor
LIMIT $5
