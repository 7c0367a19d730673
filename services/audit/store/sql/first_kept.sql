SELECT coalesce(min(sequence), 0) FROM audit_entries
