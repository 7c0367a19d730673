SELECT file_id, sha256, name, format, array_to_json(faults)::text, discarded, lines,
       (extract(epoch FROM received_at) * 1000000)::bigint, received_by, decided_by, reason, version
FROM statement_files
WHERE file_id = $1::uuid
