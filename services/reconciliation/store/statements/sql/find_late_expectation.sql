SELECT EXISTS (
    SELECT FROM statement_expectations e
    WHERE e.account_id = $1::uuid AND NOT e.settled AND e.match_id IS NULL
      AND e.value_day <= date '1970-01-01' + $2::bigint::integer
      AND e.expectation_id NOT IN (SELECT expectation_id FROM statement_exceptions
                                   WHERE account_id = $1::uuid AND NOT settled AND state <> 6
                                     AND expectation_id IS NOT NULL))
