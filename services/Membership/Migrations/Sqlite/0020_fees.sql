-- What party fees are assessed on and what was paid. Months are kept as their first day, amounts in whole dong.
CREATE TABLE fee_bases (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    income_group TEXT NOT NULL,
    amount INTEGER NOT NULL,
    since_month TEXT NOT NULL,
    document_number TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_fee_bases_member ON fee_bases (member_id, since_month);

CREATE TABLE fee_reliefs (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL,
    percent_off INTEGER NOT NULL,
    first_month TEXT NOT NULL,
    last_month TEXT NULL,
    decided_on TEXT NOT NULL,
    document_number TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_fee_reliefs_member ON fee_reliefs (member_id, first_month);

CREATE TABLE fee_payments (
    member_id TEXT NOT NULL REFERENCES members (id),
    month TEXT NOT NULL,
    receipt_number TEXT NOT NULL,
    amount INTEGER NOT NULL,
    paid_on TEXT NOT NULL,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (member_id, month, receipt_number)
) WITHOUT ROWID;

-- Where a member pays who is temporarily elsewhere.
CREATE TABLE fee_places (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_fee_places_member ON fee_places (member_id, valid_from);
CREATE INDEX ix_fee_places_organization ON fee_places (organization_id, valid_from);

-- How far the look through the payers of a month has come.
CREATE TABLE fee_rounds (
    month TEXT NOT NULL PRIMARY KEY,
    path TEXT NOT NULL,
    member_id TEXT NOT NULL,
    finished INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE deletion_proposals (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    ground TEXT NOT NULL,
    year INTEGER NOT NULL,
    months TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    clause TEXT NOT NULL,
    status TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_deletion_proposals_member ON deletion_proposals (member_id, ground, year);
CREATE INDEX ix_deletion_proposals_organization ON deletion_proposals (organization_id, opened_on, id);
