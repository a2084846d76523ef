-- Decisions of the province on policies, laid over them from a day on.
CREATE TABLE policy_decisions (
    policy varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    decision nvarchar(63) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from date NOT NULL,
    valid_to date NULL,
    parameters nvarchar(max) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    CONSTRAINT pk_policy_decisions PRIMARY KEY (policy, decision)
);
CREATE INDEX ix_policy_decisions_recorded ON policy_decisions (recorded_at);
