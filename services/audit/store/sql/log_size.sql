SELECT coalesce((SELECT tile * 256 + first + length(hashes) / 32
                 FROM audit_tiles
                 WHERE level = 0
                 ORDER BY level DESC, tile DESC, first DESC
                 LIMIT 1), 0)
