-- Adds the attempts of payments without an assessment in the event store, each once and in the order in
-- which they came, and counts their scores; answers those. $10 is when the oldest of the payments began:
-- older partitions of events are left out.
WITH attempts AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[],
                         $7::text[], $8::bigint[], $9::timestamptz[], $11::text[], $12::bigint[],
                         $13::text[], $14::uuid[]) WITH ORDINALITY
        AS a (payment_id, assessment, payer, payee, device, terminal, currency, amount_minor,
              created_at, partner_id, score, model_version, payment_file, place)
), fresh AS (
    SELECT DISTINCT ON (payment_id) * FROM attempts
    -- A value, not NOT EXISTS: that may become a join, and one planned while the table is small
    -- compares each attempt with each fact for as long as the plan lives.
    WHERE (SELECT version FROM events
           WHERE stream_id = attempts.assessment AND version = 1
             AND occurred_at >= $10::timestamptz
           LIMIT 1) IS NULL
    ORDER BY payment_id, place
), added AS (
    INSERT INTO feature_log (kind, payment_id, payer, payee, device, terminal, currency, amount_minor,
                             created_at, partner_id, score, model_version, payment_file)
    SELECT 1, payment_id, payer, payee, device, terminal, currency, amount_minor, created_at, partner_id,
           score, nullif(model_version, ''), payment_file
    FROM fresh
    ORDER BY place
    RETURNING payment_id, created_at, score, model_version
), counted AS (
    INSERT INTO score_counts AS counts (model_version, day, score, payments)
    SELECT model_version, (created_at AT TIME ZONE 'UTC')::date, score, count(*)
    FROM added
    WHERE score IS NOT NULL
    GROUP BY 1, 2, 3
    ON CONFLICT (model_version, day, score)
        DO UPDATE SET payments = counts.payments + excluded.payments
)
SELECT payment_id FROM added
