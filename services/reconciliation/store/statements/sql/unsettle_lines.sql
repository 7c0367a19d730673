UPDATE statement_lines SET settled = false
WHERE account_id = $1::uuid AND settled
  AND (value_day > date '1970-01-01' + $2::bigint::integer
       OR match_id IN (SELECT match_id FROM statement_matches
                       WHERE account_id = $1::uuid
                         AND settled_day > date '1970-01-01' + $2::bigint::integer))
