SELECT coalesce(max(activation), 0) FROM rescreenings
