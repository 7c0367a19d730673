SELECT case_id, subject_kind, subject_id, number, status, list_version, review_reason,
       (extract(epoch FROM opened_at) * 1000000)::bigint,
       (extract(epoch FROM resolved_at) * 1000000)::bigint, resolved_by, note, payment_waits, version,
       assignee, priority, (extract(epoch FROM waits_since) * 1000000)::bigint,
       (extract(epoch FROM due_at) * 1000000)::bigint, proposed_decision, proposed_by, proposal_note,
       (extract(epoch FROM proposed_at) * 1000000)::bigint, comments, cleared_matches
FROM cases
WHERE case_id IN (
    SELECT unnest($1::uuid[])
    UNION
    SELECT case_id FROM case_alerts WHERE alert_id = ANY($2::uuid[])
    UNION
    SELECT latest.case_id
    FROM unnest($3::bigint[], $4::uuid[]) AS subject (kind, id)
    CROSS JOIN LATERAL (SELECT case_id FROM cases
                        WHERE subject_kind = subject.kind AND subject_id = subject.id
                        ORDER BY number DESC LIMIT 1) AS latest)
ORDER BY case_id
FOR UPDATE
