-- What is remembered of a participant against its flows and its open holds.
WITH reserved AS (
    SELECT h.currency, d.partner_id AS institution, sum(h.amount) AS amount
    FROM reservations AS h
    JOIN accounts AS d ON d.id = h.debtor
    JOIN accounts AS c ON c.id = h.creditor
    WHERE d.partner_id <> '' AND c.partner_id <> ''
      AND d.partner_id <> c.partner_id
    GROUP BY h.currency, d.partner_id
), moved AS (
    SELECT currency, settlement_window, institution, sum(amount) AS net
    FROM (SELECT currency, settlement_window, debtor, -gross FROM settlement_flows
          UNION ALL
          SELECT currency, settlement_window, creditor, gross FROM settlement_flows)
             AS sides (currency, settlement_window, institution, amount)
    GROUP BY currency, settlement_window, institution
)
SELECT currency, institution
FROM settlement_participants AS p
FULL JOIN reserved AS r USING (currency, institution)
LEFT JOIN moved AS m USING (currency, settlement_window, institution)
WHERE p.net <> coalesce(m.net, 0) OR coalesce(p.reserved, 0) <> coalesce(r.amount, 0)
ORDER BY currency, institution
