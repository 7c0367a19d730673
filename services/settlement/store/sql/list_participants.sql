-- As they stand in the open window: what is remembered of an earlier one counts no more.
SELECT p.currency, p.institution, bic, settlement_account, suspended, debit_cap, liquidity,
       proposed_bic, proposed_account, proposed_by,
       coalesce(w.number, p.settlement_window) AS settlement_window,
       CASE WHEN w.number IS DISTINCT FROM p.settlement_window THEN 0 ELSE net END AS net, reserved,
       p.version, revision
FROM settlement_participants AS p
LEFT JOIN settlement_windows AS w ON w.currency = p.currency AND w.state = 'open'
WHERE ($1 = '' OR p.currency = $1) AND (p.currency, p.institution) > ($2, $3)
ORDER BY p.currency, p.institution
LIMIT $4
