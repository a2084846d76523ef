-- Dated acts on the tree: who took part, who and what moved, and how the organisations stood until then.
CREATE TABLE organization_acts (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    document_number TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    member_count INTEGER NOT NULL,
    organization_count INTEGER NOT NULL,
    village_count INTEGER NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_organization_acts_organization ON organization_acts (organization_id);

CREATE TABLE organization_act_parts (
    act_id TEXT NOT NULL REFERENCES organization_acts (id),
    ordinal INTEGER NOT NULL,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    role TEXT NOT NULL,
    code TEXT NOT NULL,
    display_name TEXT NOT NULL,
    PRIMARY KEY (act_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX ix_organization_act_parts_organization ON organization_act_parts (organization_id);

CREATE TABLE organization_act_moves (
    act_id TEXT NOT NULL REFERENCES organization_acts (id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    code TEXT NOT NULL,
    from_id TEXT NOT NULL REFERENCES organizations (id),
    to_id TEXT NOT NULL REFERENCES organizations (id),
    to_code TEXT NOT NULL,
    independent INTEGER NOT NULL,
    PRIMARY KEY (act_id, ordinal)
) WITHOUT ROWID;

-- How an organisation stood until an act gave it another parent or name. Its dates before that are its own.
CREATE TABLE organization_terms (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    parent_id TEXT NOT NULL REFERENCES organizations (id),
    display_name TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    act_id TEXT NOT NULL REFERENCES organization_acts (id),
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_organization_terms_organization ON organization_terms (organization_id, valid_to);
CREATE INDEX ix_organization_terms_parent ON organization_terms (parent_id, valid_to);
CREATE INDEX ix_organization_terms_day ON organization_terms (valid_to);
