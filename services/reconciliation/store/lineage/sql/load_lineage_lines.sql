SELECT l.line_id, l.match_id, f.file_id, f.name, f.sha256, s.name, l.position, s.used, l.account_id,
       l.currency, l.amount_minor, l.booked_day - date '1970-01-01',
       l.value_day - date '1970-01-01', l.uetr, l.end_to_end_id, l.instruction_id, l.reference,
       l.bank_id
FROM statement_lines l
JOIN statements s USING (file_id, place)
JOIN statement_files f USING (file_id)
WHERE l.line_id = ANY ($1::uuid[]) OR l.match_id = ANY ($2::uuid[])
ORDER BY l.line_id
LIMIT $3::bigint
