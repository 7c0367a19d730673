SELECT case_id, subject_kind, subject_id, number, status, list_version, review_reason,
       (extract(epoch FROM opened_at) * 1000000)::bigint,
       (extract(epoch FROM resolved_at) * 1000000)::bigint, resolved_by, note, payment_waits, version,
       assignee, priority, (extract(epoch FROM waits_since) * 1000000)::bigint,
       (extract(epoch FROM due_at) * 1000000)::bigint, proposed_decision, proposed_by, proposal_note,
       (extract(epoch FROM proposed_at) * 1000000)::bigint, comments, cleared_matches
FROM cases
WHERE case_id = $1::uuid
