SELECT number, participant, rail, message_id, message_name, instruction_id, end_to_end_id,
       transaction_id, uetr, currency, minor_units, creditor_name, creditor_iban, rule, silent,
       deaf, notifies, recall_refusal, state, settled_minor, reason,
       (extract(epoch FROM settled_at) * 1000000)::bigint
FROM payments
WHERE number > $1
ORDER BY number
LIMIT $2
