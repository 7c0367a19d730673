SELECT m.match_id, m.pass, (extract(epoch FROM m.found_at) * 1000000)::bigint, m.lines,
       m.expectations,
       -- Its lines go with a file that is read anew, until the next run.
       coalesce((SELECT min(currency) FROM statement_lines l WHERE l.match_id = m.match_id),
                (SELECT min(currency) FROM statement_expectations e
                 WHERE e.match_id = m.match_id)),
       ((SELECT coalesce(sum(amount_minor), 0) FROM statement_lines l
         WHERE l.match_id = m.match_id)
        - (SELECT coalesce(sum(amount_minor), 0) FROM statement_expectations e
           WHERE e.match_id = m.match_id))::bigint
FROM statement_matches m
WHERE m.match_id = ANY ($1::uuid[])
ORDER BY m.match_id
