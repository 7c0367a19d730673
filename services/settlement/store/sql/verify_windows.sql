-- One statement, so one moment, with transfers that are being booked or not. A window is counted whole
-- unless a part of its transfers may have left with old months, and so may have bookings of one that was
-- closed before what is kept begins. `follows`: the window before it is there.
WITH passed AS (
    SELECT t.currency, t.settlement_window, d.partner_id AS debtor, c.partner_id AS creditor,
           sum(t.amount) AS gross, count(*) AS transfers
    FROM transfers AS t
    JOIN accounts AS d ON d.id = t.debtor
    JOIN accounts AS c ON c.id = t.creditor
    WHERE t.settlement_window IS NOT NULL
    GROUP BY t.currency, t.settlement_window, d.partner_id, c.partner_id
), compared AS (
    SELECT currency, settlement_window AS number, coalesce(f.transfers, 0) AS transfers,
           f.gross IS DISTINCT FROM p.gross OR f.transfers IS DISTINCT FROM p.transfers AS differs
    FROM settlement_flows AS f
    FULL JOIN passed AS p USING (currency, settlement_window, debtor, creditor)
), counted AS (
    SELECT currency, number, sum(transfers)::bigint AS transfers,
           count(*) FILTER (WHERE differs) AS wrong_flows
    FROM compared
    GROUP BY currency, number
)
SELECT currency, number, coalesce(w.model::text, '') AS model, coalesce(w.state::text, '') AS state,
       coalesce(c.transfers, 0) AS transfers,
       CASE WHEN w.opened_at < oldest AND has_left THEN 0
            ELSE coalesce(c.wrong_flows, 0) END AS wrong_flows,
       NOT coalesce(w.opened_at < oldest AND has_left, false) AS is_whole,
       NOT coalesce(w.closed_at < oldest AND has_left, false) AS is_booked_here,
       number = 1 OR EXISTS (SELECT FROM settlement_windows AS before
                             WHERE before.currency = w.currency
                               AND before.number = w.number - 1
                               AND before.state <> 'open') AS follows,
       coalesce(w.digest, '') AS digest, coalesce(w.instructions, 0) AS instructions,
       coalesce(w.announced, 0) AS announced
FROM settlement_windows AS w
FULL JOIN counted AS c USING (currency, number)
CROSS JOIN (SELECT (SELECT min(posted_at) FROM transfers) AS oldest,
                   EXISTS (SELECT FROM brought_forward) AS has_left) AS kept
ORDER BY currency, number
