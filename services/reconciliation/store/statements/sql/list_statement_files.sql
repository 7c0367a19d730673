SELECT file_id, sha256, name, format, array_to_json(faults)::text, discarded, lines,
       (extract(epoch FROM received_at) * 1000000)::bigint, received_by, decided_by, reason, version
FROM statement_files
WHERE ($1::bigint = 0 OR state = $1::bigint)
  AND (received_at, file_id) < (to_timestamp(0) + $2::bigint * interval '1 microsecond', $3::uuid)
ORDER BY received_at DESC, file_id DESC
LIMIT $4::bigint
