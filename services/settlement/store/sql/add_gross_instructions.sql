-- Each transfer by itself, under its own id and in the order of these.
INSERT INTO settlement_instructions (currency, settlement_window, place, id, debtor, creditor, amount,
                                     confirmed)
SELECT t.currency, t.settlement_window, row_number() OVER (ORDER BY t.id), t.id, d.partner_id,
       c.partner_id, t.amount, false
FROM transfers AS t
JOIN accounts AS d ON d.id = t.debtor
JOIN accounts AS c ON c.id = t.creditor
WHERE t.currency = $1 AND t.settlement_window = $2
