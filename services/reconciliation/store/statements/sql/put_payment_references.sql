INSERT INTO payment_references AS known (payment_id, end_to_end_id, uetr, message_id, rail)
SELECT payment_id, end_to_end_id, uetr, message_id, rail
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
     AS u(payment_id, end_to_end_id, uetr, message_id, rail)
ON CONFLICT (payment_id) DO UPDATE SET
    end_to_end_id = coalesce(nullif(excluded.end_to_end_id, ''), known.end_to_end_id),
    uetr = coalesce(nullif(excluded.uetr, ''), known.uetr),
    message_id = coalesce(nullif(excluded.message_id, ''), known.message_id),
    rail = coalesce(nullif(excluded.rail, ''), known.rail)
