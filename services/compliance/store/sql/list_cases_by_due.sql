SELECT case_id, subject_kind, subject_id, number, status, list_version, review_reason,
       (extract(epoch FROM opened_at) * 1000000)::bigint,
       (extract(epoch FROM resolved_at) * 1000000)::bigint, resolved_by, note, payment_waits, version,
       assignee, priority, (extract(epoch FROM waits_since) * 1000000)::bigint,
       (extract(epoch FROM due_at) * 1000000)::bigint, proposed_decision, proposed_by, proposal_note,
       (extract(epoch FROM proposed_at) * 1000000)::bigint, comments, cleared_matches
FROM cases
WHERE (due_at, case_id) > ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
  AND ($4::smallint = 0 OR status = $4::smallint)
  AND ($5::smallint = 0 OR EXISTS (SELECT FROM case_alerts
                                   WHERE case_alerts.case_id = cases.case_id AND kind = $5::smallint))
  AND ($6::text = '' OR assignee = $6::text)
  AND ($7::bigint = 0 OR (status = 1 AND due_at < 'epoch'::timestamptz + $7::bigint * interval '1 microsecond'))
  AND (NOT $8::boolean OR (status = 1 AND proposed_decision IS NOT NULL))
ORDER BY due_at, case_id
LIMIT $3::bigint
