SELECT coalesce(sum(length(content)), 0)::bigint FROM statement_parts WHERE sha256 = $1
