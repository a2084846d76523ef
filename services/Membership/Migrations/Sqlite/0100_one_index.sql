-- Every service has an index for it by now.
DROP INDEX ix_idempotency_recorded;
