UPDATE statement_matches SET settled_day = NULL
WHERE account_id = $1::uuid AND settled_day > date '1970-01-01' + $2::bigint::integer
