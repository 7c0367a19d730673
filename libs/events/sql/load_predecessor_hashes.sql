SELECT e.stream_id, e.version, e.hash
FROM unnest($1::uuid[], $2::bigint[]) AS wanted (stream_id, version)
JOIN events e USING (stream_id, version)
