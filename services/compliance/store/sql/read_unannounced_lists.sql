SELECT list_version_id FROM list_versions WHERE facts = 0 ORDER BY imported_at, list_version_id
