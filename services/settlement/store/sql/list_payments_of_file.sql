SELECT id, payment_id, partner_id, debtor, currency, amount, creditor_country, state, recall, rail,
       rule, attempts, enquiries, enquiries_before, message_digest,
       timestamptz_send(due_at) AS due_at, reason_code,
       reason_text, return_id, version, recalls, proposal, proposal_reason, proposed_by,
       timestamptz_send(cut_off) AS cut_off, file_id, timestamptz_send(file_made_at) AS file_made_at,
       file_position, timestamptz_send(created_at) AS created_at
FROM rail_transfers
WHERE file_id = $1::uuid
ORDER BY file_position
