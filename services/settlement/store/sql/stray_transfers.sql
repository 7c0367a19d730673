-- Transfers between two participants in no window, and others in one.
SELECT count(*)
FROM transfers AS t
JOIN accounts AS d ON d.id = t.debtor
JOIN accounts AS c ON c.id = t.creditor
WHERE (t.settlement_window IS NOT NULL)
   <> (d.partner_id <> '' AND c.partner_id <> '' AND d.partner_id <> c.partner_id)
