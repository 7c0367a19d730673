SELECT payment_id, facts FROM payment_lineage WHERE payment_id = ANY ($1::uuid[]) ORDER BY payment_id
