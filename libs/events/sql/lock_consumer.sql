-- One member of a group at a time, also for a lane that has no row yet: in a rebalance the former
-- member may still be at work. A statement of its own: the next one sees what that member committed.
SELECT pg_advisory_xact_lock(hashtextextended('inbox ' || $1::text, 0))
