-- Of the payments over an account at a bank that have neither a break nor an exception: those on which
-- all agree, and those that are awaited. What the books have let go of agreed.
SELECT count(*) FILTER (WHERE shown AND coalesce(matched, true)),
       count(*) FILTER (WHERE NOT (shown AND coalesce(matched, true)))
FROM (SELECT payment_id, bool_and(match_id IS NOT NULL) AS shown
      FROM statement_expectations
      WHERE payment_id IS NOT NULL
      GROUP BY payment_id) expected
     LEFT JOIN payments USING (payment_id)
WHERE NOT EXISTS (SELECT FROM breaks b
                  WHERE b.payment_id = expected.payment_id AND b.closed_at IS NULL)
  AND NOT EXISTS (SELECT FROM payment_differences x
                  WHERE x.payment_id = expected.payment_id AND (x.state <> 6 OR x.contradicted))
