-- No case begins or changes until the transaction ends, and those that are being written are waited
-- for: what is decided by the cases that are there stays true until it is stored.
LOCK TABLE cases IN SHARE MODE
