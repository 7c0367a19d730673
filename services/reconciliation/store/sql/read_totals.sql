SELECT matched, in_flight, (SELECT count(*) FROM breaks WHERE closed_at IS NULL) FROM totals
