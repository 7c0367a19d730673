SELECT (extract(epoch FROM min(due_at)) * 1000000)::bigint FROM steps
