-- What the flows of a window must be, from its transfers.
SELECT d.partner_id AS debtor, c.partner_id AS creditor, sum(t.amount)::text AS gross,
       count(*) AS transfers
FROM transfers AS t
JOIN accounts AS d ON d.id = t.debtor
JOIN accounts AS c ON c.id = t.creditor
WHERE t.currency = $1 AND t.settlement_window = $2
GROUP BY d.partner_id, c.partner_id
