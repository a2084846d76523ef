-- Candidates: the case, its dated steps and stages hold ids and kinds; the person's values stand in one row that can be erased.
CREATE TABLE candidates (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    village_id TEXT NULL REFERENCES villages (id),
    member_id TEXT NULL REFERENCES members (id),
    source TEXT NOT NULL,
    source_member_id TEXT NULL REFERENCES members (id),
    consented_on TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_since TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    version INTEGER NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_candidates_organization ON candidates (organization_id, stage, stage_since, id);
CREATE INDEX ix_candidates_village ON candidates (village_id);
CREATE INDEX ix_candidates_member ON candidates (member_id);

CREATE TABLE candidate_persons (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidates (id),
    full_name TEXT NULL,
    sex TEXT NULL,
    birth_date TEXT NULL,
    ethnicity TEXT NULL,
    schooling TEXT NULL,
    areas TEXT NULL,
    respected INTEGER NULL,
    occupation TEXT NULL,
    erased_at TEXT NULL
) WITHOUT ROWID;

CREATE TABLE candidate_steps (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidates (id),
    kind TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    state BLOB NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_candidate_steps_candidate ON candidate_steps (candidate_id, recorded_at, id);

-- Where a candidate stood on any day, and with which cell. The last one ends at the end of time.
CREATE TABLE candidate_stages (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidates (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    stage TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_candidate_stages_organization ON candidate_stages (organization_id, valid_to);
CREATE INDEX ix_candidate_stages_candidate ON candidate_stages (candidate_id, valid_to);
