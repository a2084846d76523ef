-- What the daily removal of personal data looks for.
CREATE INDEX ix_head_names_erased ON head_names (erased_at);
CREATE INDEX ix_village_heads_name ON village_heads (name_id);
CREATE INDEX ix_idempotency_recorded ON idempotency (recorded_at);
