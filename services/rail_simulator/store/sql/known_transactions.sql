SELECT participant, rail, transaction_id
FROM payments
JOIN unnest($1::text[], $2::text[], $3::text[]) AS n (participant, rail, transaction_id)
     USING (participant, rail, transaction_id)
