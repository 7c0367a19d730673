SELECT payment_id FROM payment_lineage WHERE transfer_id = $1::uuid
UNION
SELECT payment_id FROM statement_expectations
WHERE expectation_id = $1::uuid AND payment_id IS NOT NULL
