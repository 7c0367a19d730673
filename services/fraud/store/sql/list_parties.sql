SELECT list, party, key, version, reason, added_by,
       (extract(epoch FROM added_at) * 1000000)::bigint,
       (extract(epoch FROM expires_at) * 1000000)::bigint,
       (extract(epoch FROM ended_at) * 1000000)::bigint, ended_by, ended_version
FROM party_list
WHERE (added_at, key) < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
  AND ($4::boolean OR (ended_at IS NULL AND expires_at > now()))
ORDER BY added_at DESC, key DESC
LIMIT $3::bigint
