-- Of a gross window: transfers without their instruction, or instructions that are no transfer.
SELECT count(*)
FROM (SELECT t.id, d.partner_id AS debtor, c.partner_id AS creditor, t.amount
      FROM transfers AS t
      JOIN accounts AS d ON d.id = t.debtor
      JOIN accounts AS c ON c.id = t.creditor
      WHERE t.currency = $1 AND t.settlement_window = $2) AS passed
FULL JOIN (SELECT id, debtor, creditor, amount
           FROM settlement_instructions
           WHERE currency = $1 AND settlement_window = $2) AS told
    USING (id, debtor, creditor, amount)
WHERE passed.id IS NULL OR told.id IS NULL
