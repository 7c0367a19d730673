-- Each transfer by itself, under its own id and in the order of these. $3 to $5: where institutions settle.
INSERT INTO settlement_instructions (currency, settlement_window, place, id, debtor, creditor, amount,
                                     debtor_bic, debtor_account, creditor_bic, creditor_account,
                                     confirmed)
SELECT t.currency, t.settlement_window, row_number() OVER (ORDER BY t.id), t.id, d.partner_id,
       c.partner_id, t.amount, coalesce(d_at.bic, ''), coalesce(d_at.account, ''),
       coalesce(c_at.bic, ''), coalesce(c_at.account, ''), false
FROM transfers AS t
JOIN accounts AS d ON d.id = t.debtor
JOIN accounts AS c ON c.id = t.creditor
LEFT JOIN unnest($3::text[], $4::text[], $5::text[]) AS d_at (institution, bic, account)
    ON d_at.institution = d.partner_id
LEFT JOIN unnest($3::text[], $4::text[], $5::text[]) AS c_at (institution, bic, account)
    ON c_at.institution = c.partner_id
WHERE t.currency = $1 AND t.settlement_window = $2
