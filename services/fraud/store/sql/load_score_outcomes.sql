SELECT score, sum(payments)::bigint, sum(reported)::bigint
FROM score_counts
WHERE model_version = $1::text
  AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date
  AND day < ($3::timestamptz AT TIME ZONE 'UTC')::date
GROUP BY score
