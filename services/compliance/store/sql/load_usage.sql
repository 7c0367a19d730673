SELECT party_id, currency, day - '1970-01-01'::date, used_minor
FROM limit_usage
WHERE party_id = ANY($1::uuid[]) AND day >= '1970-01-01'::date + $2::integer
