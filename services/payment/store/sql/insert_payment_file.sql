-- Nothing when there is a file of this id or of this submission.
INSERT INTO payment_files (file_id, partner_id, submission, message_id, message_type, message_created,
                           digest, size, entries, control_sum, state, reasons, rejected,
                           sealed_content, key_left, received_at, updated_at, version, next_due_at,
                           served_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, nullif($14, ''::bytea),
        $14 <> ''::bytea, $15, $15, $16, $17, $15)
ON CONFLICT DO NOTHING
