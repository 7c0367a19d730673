SELECT pg_advisory_xact_lock(hashtext('clearway.reconciliation.statements'))
