UPDATE statement_exceptions x SET settled = true
WHERE x.account_id = $1::uuid AND NOT x.settled
  AND x.value_day <= date '1970-01-01' + $2::bigint::integer
  AND NOT EXISTS (SELECT FROM statement_lines l LEFT JOIN statement_matches m USING (match_id)
                  WHERE l.line_id = x.line_id
                    AND (l.value_day > date '1970-01-01' + $2::bigint::integer
                         OR (l.match_id IS NOT NULL AND m.settled_day IS NULL)))
  AND NOT EXISTS (SELECT FROM statement_expectations e
                  LEFT JOIN statement_matches m USING (match_id)
                  WHERE e.expectation_id = x.expectation_id
                    AND (e.value_day > date '1970-01-01' + $2::bigint::integer
                         OR (e.match_id IS NOT NULL AND m.settled_day IS NULL)))
