-- The yearly review: cycles with their changes of state, reviews, and what they say in free text. The texts lie apart,
-- so that counting never reads them.
CREATE TABLE review_cycles (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    year INTEGER NOT NULL,
    state TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    locked_on TEXT NULL,
    report_sent_on TEXT NULL,
    version INTEGER NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_review_cycles_year ON review_cycles (organization_id, year);

CREATE TABLE review_cycle_steps (
    cycle_id TEXT NOT NULL REFERENCES review_cycles (id),
    version INTEGER NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (cycle_id, version)
) WITHOUT ROWID;

CREATE TABLE reviews (
    id TEXT NOT NULL PRIMARY KEY,
    cycle_id TEXT NOT NULL REFERENCES review_cycles (id),
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    unit_id TEXT NOT NULL REFERENCES organizations (id),
    task_group TEXT NOT NULL,
    state TEXT NOT NULL,
    filed_on TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    evidence_count INTEGER NOT NULL,
    general_tenths INTEGER NOT NULL,
    task_tenths INTEGER NOT NULL,
    fact_tenths INTEGER NULL,
    assigned INTEGER NOT NULL,
    done INTEGER NOT NULL,
    on_time INTEGER NOT NULL,
    beyond INTEGER NOT NULL,
    verified_on TEXT NULL,
    verified_general INTEGER NULL,
    verified_task INTEGER NULL,
    disciplined INTEGER NOT NULL,
    level TEXT NULL,
    decided_on TEXT NULL,
    in_favour INTEGER NOT NULL,
    voters INTEGER NOT NULL,
    version INTEGER NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_reviews_subject ON reviews (cycle_id, subject_id);
CREATE INDEX ix_reviews_cycle ON reviews (cycle_id, id);
CREATE INDEX ix_reviews_unit ON reviews (cycle_id, unit_id, subject_kind, text_hash);
CREATE INDEX ix_reviews_group ON reviews (cycle_id, task_group, subject_kind, level);
CREATE INDEX ix_reviews_organization ON reviews (organization_id);

CREATE TABLE review_texts (
    id TEXT NOT NULL PRIMARY KEY,
    self_text TEXT NOT NULL,
    evidence TEXT NOT NULL,
    opinion TEXT NOT NULL,
    note TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE reviews_history (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (id, version)
) WITHOUT ROWID;
