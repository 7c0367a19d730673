SELECT kind, version, stage, submitted_by, (extract(epoch FROM submitted_at) * 1000000)::bigint,
       (extract(epoch FROM activated_at) * 1000000)::bigint, signed_by, digest, approved_by[1],
       approved_by[2]
FROM releases
WHERE ($1::bigint = 0 OR kind = $1::bigint) AND ($2::text = '' OR version = $2::text)
  AND ($3::bigint = 0 OR stage = $3::bigint)
ORDER BY activated_at DESC NULLS LAST, submitted_at DESC, version
LIMIT $4::bigint
