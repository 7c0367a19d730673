-- Adds a report of each payment: once, and only when its attempt is here. The values are subqueries
-- and no joins for the reason that append_attempts gives.
INSERT INTO feature_log (kind, payment_id, payer, payee, device, terminal, currency, amount_minor,
                         created_at, partner_id)
SELECT 2, attempt.*
FROM (SELECT payment_id, min(place) AS place
      FROM unnest($1::uuid[]) WITH ORDINALITY AS r (payment_id, place)
      GROUP BY payment_id) AS reported
CROSS JOIN LATERAL (
    SELECT payment_id, payer, payee, device, terminal, currency, amount_minor, created_at, partner_id
    FROM feature_log
    WHERE payment_id = reported.payment_id AND kind = 1
    LIMIT 1) AS attempt
WHERE (SELECT kind FROM feature_log
       WHERE payment_id = reported.payment_id AND kind = 2
       LIMIT 1) IS NULL
ORDER BY place
