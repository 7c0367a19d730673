SELECT p.currency, p.institution, bic, settlement_account, suspended, debit_cap, liquidity,
       proposed_bic, proposed_account, proposed_by,
       settlement_window, net, reserved, version, revision
FROM settlement_participants AS p
WHERE (p.currency, p.institution) IN (SELECT * FROM unnest($1::text[], $2::text[]))
ORDER BY p.currency, p.institution
FOR NO KEY UPDATE OF p
