-- One process at a time. A statement of its own: the next one sees what the others committed.
SELECT pg_advisory_xact_lock(hashtextextended('books', 0))
