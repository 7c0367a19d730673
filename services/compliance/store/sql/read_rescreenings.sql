SELECT activation, parties, alerts, done_at IS NOT NULL
FROM rescreenings
ORDER BY activation DESC
LIMIT $1::bigint
