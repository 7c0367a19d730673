-- Adds a report of each payment, once and only when its attempt is here, and counts it with the score
-- that the attempt had. The values are subqueries and no joins for the reason that append_attempts gives.
WITH added AS (
    INSERT INTO feature_log (kind, payment_id, payer, payee, device, terminal, currency, amount_minor,
                             created_at, partner_id, score, model_version)
    SELECT 2, attempt.*
    FROM (SELECT payment_id, min(place) AS place
          FROM unnest($1::uuid[]) WITH ORDINALITY AS r (payment_id, place)
          GROUP BY payment_id) AS reported
    CROSS JOIN LATERAL (
        SELECT payment_id, payer, payee, device, terminal, currency, amount_minor, created_at, partner_id,
               score, model_version
        FROM feature_log
        WHERE payment_id = reported.payment_id AND kind = 1
        LIMIT 1) AS attempt
    WHERE (SELECT kind FROM feature_log
           WHERE payment_id = reported.payment_id AND kind = 2
           LIMIT 1) IS NULL
    ORDER BY place
    RETURNING created_at, score, model_version
)
UPDATE score_counts AS counts
SET reported = reported + new.reports
FROM (SELECT model_version, (created_at AT TIME ZONE 'UTC')::date AS day, score, count(*) AS reports
      FROM added
      WHERE score IS NOT NULL
      GROUP BY 1, 2, 3) AS new
WHERE (counts.model_version, counts.day, counts.score) = (new.model_version, new.day, new.score)
