SELECT coalesce((SELECT kind FROM case_alerts
                 WHERE case_alerts.case_id = cases.case_id ORDER BY ordinal LIMIT 1), 1) AS kind,
       CASE WHEN waits_since > moment.now - interval '1 day' THEN 0
            WHEN waits_since > moment.now - interval '7 days' THEN 1
            WHEN waits_since > moment.now - interval '30 days' THEN 2
            ELSE 3 END AS age,
       count(*) AS open,
       count(*) FILTER (WHERE due_at < moment.now) AS overdue,
       count(*) FILTER (WHERE proposed_decision IS NOT NULL) AS proposed,
       count(*) FILTER (WHERE assignee = '') AS unassigned
FROM cases
CROSS JOIN (SELECT 'epoch'::timestamptz + $1::bigint * interval '1 microsecond' AS now) AS moment
WHERE status = 1
GROUP BY 1, 2
ORDER BY 1, 2
