-- Those that both sides settle in the ledger, and that are not confirmed yet.
SELECT i.place, i.id, i.currency, i.debtor, i.creditor, i.amount, i.confirmed
FROM settlement_instructions AS i
WHERE i.currency = $1 AND i.settlement_window = $2 AND NOT i.confirmed
  AND NOT EXISTS (SELECT FROM settlement_participants AS p
                  WHERE p.currency = i.currency AND p.institution IN (i.debtor, i.creditor)
                    AND p.settlement_account <> '')
ORDER BY i.place
LIMIT $3
