SELECT list_version_id, activation FROM list_versions WHERE state = 2 ORDER BY source
