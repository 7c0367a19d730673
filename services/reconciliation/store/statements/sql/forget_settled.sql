-- Rows that somebody works on stay, and what they are matched with; so does the older one of a pair.
WITH open AS (
    SELECT x.line_id, x.expectation_id
    FROM statement_exceptions x
         LEFT JOIN statement_lines l USING (line_id)
         LEFT JOIN statement_expectations e ON e.expectation_id = x.expectation_id
         LEFT JOIN statement_matches m ON m.match_id = e.match_id
    WHERE x.account_id = $1::uuid AND x.state <> 6
      AND (x.state IN (1, 2, 3, 7, 8) OR x.contradicted
           OR greatest(l.value_day, e.value_day, m.settled_day)
              > date '1970-01-01' + $2::bigint::integer)),
held AS (
    SELECT match_id FROM statement_lines JOIN open USING (line_id)
    UNION
    SELECT match_id FROM statement_expectations JOIN open USING (expectation_id)),
done AS (
    DELETE FROM statement_matches m
    WHERE account_id = $1::uuid AND settled_day <= date '1970-01-01' + $2::bigint::integer
      AND NOT EXISTS (SELECT FROM held WHERE held.match_id = m.match_id)
    RETURNING match_id),
lines AS (
    DELETE FROM statement_lines l
    WHERE account_id = $1::uuid AND settled
      AND value_day <= date '1970-01-01' + $2::bigint::integer
      AND CASE WHEN match_id IS NOT NULL THEN match_id IN (SELECT match_id FROM done)
               ELSE NOT EXISTS (SELECT FROM open WHERE open.line_id = l.line_id) END
    RETURNING line_id),
expected AS (
    DELETE FROM statement_expectations e
    WHERE account_id = $1::uuid AND settled
      AND value_day <= date '1970-01-01' + $2::bigint::integer
      AND CASE WHEN match_id IS NOT NULL THEN match_id IN (SELECT match_id FROM done)
               ELSE NOT EXISTS (SELECT FROM open WHERE open.expectation_id = e.expectation_id) END
    RETURNING expectation_id, payment_id),
called AS (
    DELETE FROM payment_references r USING expected
    WHERE r.payment_id = expected.payment_id
      AND NOT EXISTS (SELECT FROM statement_expectations e
                      WHERE e.payment_id = r.payment_id
                        AND e.expectation_id NOT IN (SELECT expectation_id FROM expected)))
UPDATE statement_checkpoints SET forgotten_to = date '1970-01-01' + $2::bigint::integer
WHERE account_id = $1::uuid
