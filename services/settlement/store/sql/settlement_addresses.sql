SELECT institution, bic, settlement_account
FROM settlement_participants
WHERE currency = $1 AND (bic <> '' OR settlement_account <> '')
ORDER BY institution
