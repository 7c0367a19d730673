-- By what a message says of them: a transaction of any message, or all those of one.
SELECT number, participant, rail, message_id, message_name, instruction_id, end_to_end_id,
       transaction_id, uetr, currency, minor_units, creditor_name, creditor_iban, rule, silent,
       deaf, notifies, recall_refusal, state, settled_minor, reason,
       (extract(epoch FROM settled_at) * 1000000)::bigint
FROM payments
WHERE participant = $1 AND rail = $2
  AND CASE WHEN $4 <> '' THEN transaction_id = $4
           WHEN $5 <> '' THEN uetr = $5
           WHEN $6 <> '' THEN end_to_end_id = $6 AND message_id = $3
           ELSE message_id = $3 END
ORDER BY number
