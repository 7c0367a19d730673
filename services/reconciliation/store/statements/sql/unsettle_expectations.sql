-- Whole: with their matches, and with the later line of a difference.
UPDATE statement_expectations SET settled = false
WHERE account_id = $1::uuid AND settled
  AND (value_day > date '1970-01-01' + $2::bigint::integer
       OR match_id IN (SELECT match_id FROM statement_matches
                       WHERE account_id = $1::uuid AND settled_day IS NULL)
       OR (match_id IS NULL
           AND expectation_id IN (SELECT x.expectation_id
                                  FROM statement_exceptions x JOIN statement_lines l USING (line_id)
                                  WHERE x.account_id = $1::uuid AND x.state <> 6
                                    AND l.value_day > date '1970-01-01' + $2::bigint::integer)))
