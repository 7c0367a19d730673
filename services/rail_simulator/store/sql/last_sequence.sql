SELECT coalesce(max(sequence), 0) FROM answers WHERE participant = $1 AND rail = $2
