-- Whether the payment of a case is known to wait for it. Cases of before are those of payments that do.
ALTER TABLE cases ADD COLUMN payment_waits boolean NOT NULL DEFAULT true;
ALTER TABLE cases ALTER COLUMN payment_waits DROP DEFAULT;
