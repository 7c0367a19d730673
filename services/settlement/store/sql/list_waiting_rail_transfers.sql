-- Newest first: unknown, to be sent again, or not sent although they are older than $4, or were to
-- leave in a file before.
SELECT id, payment_id, partner_id, debtor, currency, amount, creditor_country, state, recall, rail,
       rule, attempts, enquiries, enquiries_before, message_digest,
       timestamptz_send(due_at) AS due_at, reason_code, reason_text, return_id, version, recalls,
       proposal, proposal_reason, proposed_by, timestamptz_send(cut_off) AS cut_off, file_id,
       timestamptz_send(file_made_at) AS file_made_at, file_position,
       timestamptz_send(created_at) AS created_at
FROM rail_transfers
WHERE (created_at, id) < ($1::timestamptz, $2::uuid) AND state IN (1, 4)
  AND (state = 4 OR attempts > 0 OR coalesce(cut_off, created_at) < $4::timestamptz)
ORDER BY created_at DESC, id DESC
LIMIT $3
