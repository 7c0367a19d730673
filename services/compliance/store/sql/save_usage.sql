INSERT INTO limit_usage (party_id, currency, day, used_minor)
SELECT party_id, currency, '1970-01-01'::date + day::integer, used_minor
FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[])
     AS saved (party_id, currency, day, used_minor)
ON CONFLICT (party_id, currency, day) DO UPDATE SET used_minor = excluded.used_minor
