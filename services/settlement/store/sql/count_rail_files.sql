SELECT count(*) AS files FROM rail_files WHERE rail = $1 AND currency = $2 AND cut_off = $3::timestamptz
