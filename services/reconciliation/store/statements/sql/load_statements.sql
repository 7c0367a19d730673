SELECT file_id, name, kind, coalesce(account_id::text, ''), currency, day - date '1970-01-01',
       opening_minor, closing_minor, number, page, last_page, array_to_json(faults)::text, aside,
       waits, let_through
FROM statements
WHERE file_id = ANY ($1::uuid[])
ORDER BY file_id, place
