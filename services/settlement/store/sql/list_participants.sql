SELECT p.currency, p.institution, bic, settlement_account, suspended, debit_cap, liquidity,
       settlement_window, net, reserved, version, revision
FROM settlement_participants AS p
WHERE ($1 = '' OR p.currency = $1)
ORDER BY p.currency, p.institution
