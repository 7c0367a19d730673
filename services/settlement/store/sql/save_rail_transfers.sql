-- Their order never changes; the rows are locked.
UPDATE rail_transfers AS target
SET state = t.state, recall = t.recall, rail = t.rail,
    lane = coalesce(nullif(t.rail, ''), target.lane), rule = t.rule, attempts = t.attempts,
    enquiries = t.enquiries, message_digest = t.message_digest, due_at = t.due_at,
    reason_code = t.reason_code, reason_text = t.reason_text, return_id = t.return_id,
    version = t.version, recalls = t.recalls, proposal = t.proposal,
    proposal_reason = t.proposal_reason, proposed_by = t.proposed_by,
    cut_off = t.cut_off, file_id = t.file_id, file_made_at = t.file_made_at,
    file_position = t.file_position, enquiries_before = t.enquiries_before
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bigint[],
            $7::bigint[], $8::bytea[], $9::timestamptz[], $10::text[], $11::text[], $12::text[],
            $13::bigint[], $14::bigint[], $15::bigint[], $16::text[], $17::text[],
            $18::timestamptz[], $19::uuid[], $20::timestamptz[], $21::bigint[], $22::bigint[])
         AS t (id, state, recall, rail, rule, attempts, enquiries, message_digest, due_at,
               reason_code, reason_text, return_id, version, recalls,
               proposal, proposal_reason, proposed_by, cut_off, file_id, file_made_at, file_position,
               enquiries_before)
WHERE target.id = t.id
