-- What happens to members after the admission. A fact that was taken back stays, with the consent to that.
CREATE TABLE member_facts (
    id char(36) NOT NULL CONSTRAINT pk_member_facts PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    kind varchar(24) NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    state varbinary(max) NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    consent nvarchar(63) NULL
);
CREATE INDEX ix_member_facts_member ON member_facts (member_id, valid_from);
