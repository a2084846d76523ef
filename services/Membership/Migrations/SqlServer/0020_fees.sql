-- What party fees are assessed on and what was paid. Months are kept as their first day, amounts in whole dong.
CREATE TABLE fee_bases (
    id char(36) NOT NULL CONSTRAINT pk_fee_bases PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    income_group varchar(32) NOT NULL,
    amount bigint NOT NULL,
    since_month date NOT NULL,
    document_number nvarchar(63) NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_fee_bases_member ON fee_bases (member_id, since_month);

CREATE TABLE fee_reliefs (
    id char(36) NOT NULL CONSTRAINT pk_fee_reliefs PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    kind varchar(32) NOT NULL,
    percent_off int NOT NULL,
    first_month date NOT NULL,
    last_month date NULL,
    decided_on date NOT NULL,
    document_number nvarchar(63) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_fee_reliefs_member ON fee_reliefs (member_id, first_month);

CREATE TABLE fee_payments (
    member_id char(36) NOT NULL REFERENCES members (id),
    month date NOT NULL,
    receipt_number nvarchar(63) NOT NULL,
    amount bigint NOT NULL,
    paid_on date NOT NULL,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    recorded_at datetime2(6) NOT NULL,
    CONSTRAINT pk_fee_payments PRIMARY KEY (member_id, month, receipt_number)
);

-- Where a member pays who is temporarily elsewhere.
CREATE TABLE fee_places (
    id char(36) NOT NULL CONSTRAINT pk_fee_places PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    valid_from date NOT NULL,
    valid_to date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_fee_places_member ON fee_places (member_id, valid_from);
CREATE INDEX ix_fee_places_organization ON fee_places (organization_id, valid_from);

-- How far the look through the payers of a month has come.
CREATE TABLE fee_rounds (
    month date NOT NULL CONSTRAINT pk_fee_rounds PRIMARY KEY,
    path varchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    member_id varchar(36) NOT NULL,
    finished bit NOT NULL
);

CREATE TABLE deletion_proposals (
    id char(36) NOT NULL CONSTRAINT pk_deletion_proposals PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    ground varchar(32) NOT NULL,
    year int NOT NULL,
    months varchar(120) NOT NULL,
    opened_on date NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    rule_id varchar(16) NOT NULL,
    clause nvarchar(200) NOT NULL,
    status varchar(16) NOT NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE UNIQUE INDEX ux_deletion_proposals_member ON deletion_proposals (member_id, ground, year);
CREATE INDEX ix_deletion_proposals_organization ON deletion_proposals (organization_id, opened_on, id);
