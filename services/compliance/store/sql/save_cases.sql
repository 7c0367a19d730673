INSERT INTO cases (case_id, subject_kind, subject_id, number, status, list_version, review_reason,
                   opened_at, resolved_at, resolved_by, note, version, payment_waits, assignee, priority,
                   waits_since, due_at, proposed_decision, proposed_by, proposal_note, proposed_at,
                   comments, cleared_matches)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bigint[], $5::bigint[], $6::text[],
                     $7::text[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[],
                     $12::bigint[], $13::boolean[], $14::text[], $15::bigint[], $16::timestamptz[],
                     $17::timestamptz[], $18::bigint[], $19::text[], $20::text[], $21::timestamptz[],
                     $22::bigint[], $23::bigint[])
ON CONFLICT (case_id) DO UPDATE
SET status = excluded.status, list_version = excluded.list_version,
    review_reason = excluded.review_reason, resolved_at = excluded.resolved_at,
    resolved_by = excluded.resolved_by, note = excluded.note, version = excluded.version,
    payment_waits = excluded.payment_waits, assignee = excluded.assignee,
    priority = excluded.priority, waits_since = excluded.waits_since, due_at = excluded.due_at,
    proposed_decision = excluded.proposed_decision, proposed_by = excluded.proposed_by,
    proposal_note = excluded.proposal_note, proposed_at = excluded.proposed_at,
    comments = excluded.comments, cleared_matches = excluded.cleared_matches
