SELECT expectation_id, payment_id, account_id, currency, amount_minor,
       value_day - date '1970-01-01', match_id
FROM statement_expectations
WHERE payment_id = ANY ($1::uuid[]) OR expectation_id = ANY ($2::uuid[])
   OR match_id = ANY ($3::uuid[])
ORDER BY expectation_id
LIMIT $4::bigint
