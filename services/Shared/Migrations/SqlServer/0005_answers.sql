-- What the removal of old answers looks for.
CREATE INDEX ix_idempotency_age ON idempotency (recorded_at);
