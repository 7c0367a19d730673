SELECT s.file_id, s.place, s.name, f.name, s.currency, s.day - date '1970-01-01'
FROM statements s JOIN statement_files f USING (file_id)
WHERE s.account_id = $1::uuid AND s.used
ORDER BY s.file_id, s.place
