-- So many of each rail, whatever another has waiting: the lanes are found one by one in the index.
-- What is gathered for a cut-off is due then as a collection.
WITH RECURSIVE lanes AS (
    (SELECT lane
     FROM rail_transfers
     WHERE due_at IS NOT NULL AND (cut_off IS NULL OR file_id IS NOT NULL)
     ORDER BY lane
     LIMIT 1)
    UNION ALL
    SELECT (SELECT next.lane
            FROM rail_transfers AS next
            WHERE next.due_at IS NOT NULL AND (next.cut_off IS NULL OR next.file_id IS NOT NULL)
              AND next.lane > lanes.lane
            ORDER BY next.lane
            LIMIT 1)
    FROM lanes
    WHERE lanes.lane IS NOT NULL
)
SELECT id, payment_id, partner_id, debtor, currency, amount, creditor_country, state, recall, rail,
       rule, attempts, enquiries, enquiries_before, message_digest,
       timestamptz_send(due_at) AS due_at, reason_code, reason_text, return_id, version, recalls,
       proposal, proposal_reason, proposed_by, timestamptz_send(cut_off) AS cut_off, file_id,
       timestamptz_send(file_made_at) AS file_made_at, file_position,
       timestamptz_send(created_at) AS created_at
FROM lanes CROSS JOIN LATERAL (
    SELECT *
    FROM rail_transfers AS t
    WHERE t.lane = lanes.lane AND t.due_at IS NOT NULL
      AND (t.cut_off IS NULL OR t.file_id IS NOT NULL)
    ORDER BY t.due_at
    LIMIT $1
) AS due
ORDER BY due.due_at
