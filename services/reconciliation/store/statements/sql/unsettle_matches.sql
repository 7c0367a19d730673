-- With those that a later line says again, as they are settled.
UPDATE statement_matches m SET settled_day = NULL
WHERE m.account_id = $1::uuid AND m.settled_day IS NOT NULL
  AND (m.settled_day > date '1970-01-01' + $2::bigint::integer
       OR m.match_id IN (SELECT e.match_id
                         FROM statement_exceptions x
                         JOIN statement_expectations e USING (expectation_id)
                         JOIN statement_lines l ON l.line_id = x.line_id
                         WHERE x.account_id = $1::uuid AND x.state <> 6
                           AND l.value_day > date '1970-01-01' + $2::bigint::integer))
