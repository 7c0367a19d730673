SELECT DISTINCT ON (tier, currency) tier, currency, version, payment_max, day_max, thirty_days_max,
       set_by, reason, (extract(epoch FROM set_at) * 1000000)::bigint
FROM tier_limits
ORDER BY tier, currency, version DESC
