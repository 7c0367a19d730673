UPDATE statement_exceptions x SET settled = false
WHERE x.account_id = $1::uuid AND x.settled
  AND (x.value_day > date '1970-01-01' + $2::bigint::integer
       OR EXISTS (SELECT FROM statement_lines l WHERE l.line_id = x.line_id AND NOT l.settled)
       OR EXISTS (SELECT FROM statement_expectations e
                  WHERE e.expectation_id = x.expectation_id AND NOT e.settled))
