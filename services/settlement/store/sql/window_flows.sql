SELECT debtor, creditor, gross::text AS gross, transfers
FROM settlement_flows
WHERE currency = $1 AND settlement_window = $2
ORDER BY debtor, creditor
