-- Those in force, and the raises that wait for a second operator.
(SELECT DISTINCT ON (tier, currency) tier, currency, version, payment_max, day_max, thirty_days_max,
        set_by, reason, (extract(epoch FROM set_at) * 1000000)::bigint, proposed_by, false
 FROM tier_limits
 ORDER BY tier, currency, version DESC)
UNION ALL
SELECT tier, currency, 0, payment_max, day_max, thirty_days_max, proposed_by, reason,
       (extract(epoch FROM proposed_at) * 1000000)::bigint, '', true
FROM tier_limit_proposals
