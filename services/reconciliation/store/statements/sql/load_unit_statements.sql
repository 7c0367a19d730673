SELECT s.file_id, s.place, s.name, f.name, s.currency, s.day - date '1970-01-01'
FROM statements s JOIN statement_files f USING (file_id)
WHERE s.account_id = $1::uuid AND s.used
  AND ((s.file_id, s.place) IN (
           SELECT file_id, place FROM statement_lines
           WHERE account_id = $1::uuid
             AND (NOT settled OR value_day > date '1970-01-01' + $2::bigint::integer))
       OR s.day = (SELECT max(day) FROM statements WHERE account_id = $1::uuid AND used))
ORDER BY s.file_id, s.place
