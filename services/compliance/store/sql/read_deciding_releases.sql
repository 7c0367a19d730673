-- Which releases decide or watch, as one text: another one when a step changed that. The time tells
-- a roll-back from what was active before.
SELECT coalesce(string_agg(version || ' ' || stage || ' ' || coalesce(activated_at::text, ''), ','
                           ORDER BY version), '')
FROM releases
WHERE stage IN (2, 3)
