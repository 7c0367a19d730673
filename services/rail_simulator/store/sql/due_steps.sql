SELECT s.id, s.act, s.told, s.status, s.reason, s.minor_units, s.copies,
       p.number, p.participant, p.rail, p.message_id, p.message_name, p.instruction_id,
       p.end_to_end_id, p.transaction_id, p.uetr, p.currency, p.minor_units, p.creditor_name,
       p.creditor_iban, p.rule, p.silent, p.deaf, p.notifies, p.recall_refusal, p.state,
       p.settled_minor, p.reason, (extract(epoch FROM p.settled_at) * 1000000)::bigint,
       (extract(epoch FROM s.due_at) * 1000000)::bigint
FROM steps s JOIN payments p ON p.number = s.payment
WHERE s.due_at <= 'epoch'::timestamptz + $1::bigint * interval '1 microsecond'
ORDER BY s.due_at, s.id
LIMIT $2
