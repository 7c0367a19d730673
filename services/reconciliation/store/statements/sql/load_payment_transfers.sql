SELECT payment_id, expectation_id, currency, amount_minor, match_id IS NOT NULL
FROM statement_expectations
WHERE payment_id = ANY ($1::uuid[])
ORDER BY payment_id, expectation_id
