-- Adds the attempts of payments without an assessment in the event store, each once and in the order in
-- which they came; answers those. $10 is when the oldest of the payments began: older partitions of
-- events are left out.
WITH attempts AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[],
                         $7::text[], $8::bigint[], $9::timestamptz[], $11::text[]) WITH ORDINALITY
        AS a (payment_id, assessment, payer, payee, device, terminal, currency, amount_minor,
              created_at, partner_id, place)
), fresh AS (
    SELECT DISTINCT ON (payment_id) * FROM attempts
    -- A value, not NOT EXISTS: that may become a join, and one planned while the table is small
    -- compares each attempt with each fact for as long as the plan lives.
    WHERE (SELECT version FROM events
           WHERE stream_id = attempts.assessment AND version = 1
             AND occurred_at >= $10::timestamptz
           LIMIT 1) IS NULL
    ORDER BY payment_id, place
)
INSERT INTO feature_log (kind, payment_id, payer, payee, device, terminal, currency, amount_minor,
                         created_at, partner_id)
SELECT 1, payment_id, payer, payee, device, terminal, currency, amount_minor, created_at, partner_id
FROM fresh
ORDER BY place
RETURNING payment_id
