-- $1 an id or nil for all, $2 a source or '' for all, $3 a state or 0 for all; newest first.
SELECT list_version_id, source, format, version, date, checksum, content_digest, entries, names,
       refused, report, state, imported_by, (extract(epoch FROM imported_at) * 1000000)::bigint,
       approved_by, override_reason, activated_by,
       (extract(epoch FROM activated_at) * 1000000)::bigint, activation, replaced_id, facts
FROM list_versions
WHERE ($1::uuid = '00000000-0000-0000-0000-000000000000' OR list_version_id = $1::uuid)
  AND ($2::text = '' OR source = $2::text)
  AND ($3::bigint = 0 OR state = $3::bigint)
ORDER BY imported_at DESC, list_version_id
LIMIT $4::bigint
