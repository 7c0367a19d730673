SELECT file_id, id FROM rail_transfers WHERE file_id = ANY ($1::uuid[]) ORDER BY file_id, file_position
