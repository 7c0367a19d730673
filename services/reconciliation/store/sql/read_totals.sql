SELECT (SELECT matched FROM totals),
       (SELECT count(*) FROM checks WHERE due_since IS NOT NULL),
       (SELECT count(*) FROM breaks WHERE closed_at IS NULL)
