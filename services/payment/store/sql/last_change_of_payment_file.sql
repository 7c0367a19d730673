SELECT (extract(epoch FROM greatest(f.updated_at, max(p.updated_at))) * 1000000)::bigint
FROM payment_files f
LEFT JOIN payment_file_entries e USING (file_id)
LEFT JOIN payments p USING (payment_id)
WHERE f.file_id = $1
GROUP BY f.file_id
