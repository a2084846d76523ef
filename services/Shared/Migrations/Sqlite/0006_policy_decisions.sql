-- Decisions of the province on policies, laid over them from a day on.
CREATE TABLE policy_decisions (
    policy TEXT NOT NULL,
    decision TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NULL,
    parameters TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (policy, decision)
) WITHOUT ROWID;
CREATE INDEX ix_policy_decisions_recorded ON policy_decisions (recorded_at);
