SELECT version, step, by_whom, note, (extract(epoch FROM at) * 1000000)::bigint
FROM exception_steps
WHERE exception_id = $1::uuid
ORDER BY version
