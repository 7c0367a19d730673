SELECT e.position, e.batch, e.batch_id, e.instruction_id, e.end_to_end_id, e.currency, e.amount_minor,
       (extract(epoch FROM e.due_at) * 1000000)::bigint, e.payment_id, e.state, e.reason_code,
       e.reason_text, p.status, p.reasons,
       (extract(epoch FROM coalesce(p.updated_at, e.changed_at)) * 1000000)::bigint
FROM payment_file_entries e LEFT JOIN payments p USING (payment_id)
WHERE e.file_id = $1 AND e.position > $2
ORDER BY e.position
LIMIT $3
