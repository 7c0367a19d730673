SELECT pg_advisory_xact_lock(hashtext('clearway.reconciliation.upload'), hashtext($1))
