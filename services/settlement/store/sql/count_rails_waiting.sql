-- State 4: unknown. What waits for a cut-off is not open: nothing is awaited of its rail yet.
SELECT count(*) FILTER (WHERE NOT gathered) AS open,
       count(*) FILTER (WHERE state = 4) AS unknown,
       (SELECT count(*) FROM rail_conflicts WHERE resolved_at IS NULL) AS conflicts,
       timestamptz_send(min(created_at) FILTER (WHERE NOT gathered)) AS oldest,
       count(*) FILTER (WHERE gathered) AS gathered,
       timestamptz_send(min(cut_off) FILTER (WHERE gathered)) AS cut_off,
       count(DISTINCT file_id) AS files,
       timestamptz_send(min(file_made_at)) AS oldest_file
FROM (SELECT state, created_at, cut_off, file_id, file_made_at,
             cut_off IS NOT NULL AND file_id IS NULL AS gathered
      FROM rail_transfers
      WHERE state <= 4) AS waiting
