INSERT INTO payment_lineage (payment_id, transfer_id, facts)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])
ON CONFLICT (payment_id) DO UPDATE
SET transfer_id = coalesce(payment_lineage.transfer_id, excluded.transfer_id),
    facts = payment_lineage.facts || excluded.facts
