UPDATE statement_expectations e SET settled = true
WHERE e.account_id = $1::uuid AND NOT e.settled
  AND e.value_day <= date '1970-01-01' + $2::bigint::integer
  AND CASE WHEN e.match_id IS NOT NULL
           THEN e.match_id IN (SELECT match_id FROM statement_matches
                               WHERE account_id = $1::uuid AND settled_day IS NOT NULL)
           ELSE e.expectation_id NOT IN (SELECT expectation_id FROM statement_exceptions
                                         WHERE account_id = $1::uuid AND NOT settled
                                           AND state <> 6 AND expectation_id IS NOT NULL) END
