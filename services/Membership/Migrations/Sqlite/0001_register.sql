-- The register: organisations, villages and members. The current row stands in the main table, earlier ones in
-- *_history with the time from which and until which they were known. Dated facts are interval rows of their own.
CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    parent_id TEXT NULL REFERENCES organizations (id),
    path TEXT NOT NULL,
    register_id TEXT NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    sector TEXT NULL,
    display_name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    area_code TEXT NULL,
    party_code TEXT NULL,
    established_on TEXT NOT NULL,
    dissolved_on TEXT NULL,
    version INTEGER NOT NULL,
    policy_version TEXT NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_organizations_path ON organizations (path);
CREATE UNIQUE INDEX ux_organizations_code ON organizations (code);
CREATE INDEX ix_organizations_parent ON organizations (parent_id);

CREATE TABLE organizations_history (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (id, version)
) WITHOUT ROWID;

CREATE TABLE numbers (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO numbers (name, value) VALUES ('organization', 0);

CREATE TABLE villages (
    id TEXT NOT NULL PRIMARY KEY,
    commune_id TEXT NOT NULL REFERENCES organizations (id),
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    display_name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    border INTEGER NOT NULL,
    remote INTEGER NOT NULL,
    version INTEGER NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_villages_code ON villages (code);
CREATE INDEX ix_villages_commune ON villages (commune_id, code);

CREATE TABLE villages_history (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (id, version)
) WITHOUT ROWID;

CREATE TABLE members (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    register_id TEXT NOT NULL,
    member_number TEXT NOT NULL,
    full_name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    ethnicity TEXT NULL,
    education TEXT NULL,
    occupation TEXT NULL,
    admitted_on TEXT NOT NULL,
    ceremony_on TEXT NOT NULL,
    official_on TEXT NULL,
    ended_on TEXT NULL,
    card_last4 TEXT NULL,
    dossier_number TEXT NULL,
    version INTEGER NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_members_number ON members (register_id, member_number);
CREATE INDEX ix_members_organization ON members (organization_id, sort_key, id);
CREATE INDEX ix_members_name ON members (sort_key, id);

CREATE TABLE members_history (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (id, version)
) WITHOUT ROWID;

CREATE TABLE memberships (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_memberships_member ON memberships (member_id);
CREATE INDEX ix_memberships_organization ON memberships (organization_id, valid_from);

-- A hash may be held more than once only across scopes; the ordinal makes two racing writers collide.
-- With a rowid, so that a batch of random hashes touches the pages of the narrow key and not those of the ciphers.
CREATE TABLE member_cards (
    card_hash TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    card_cipher TEXT NOT NULL,
    hash_key_id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (card_hash, ordinal)
);
CREATE INDEX ix_member_cards_member ON member_cards (member_id);

-- A non-member's name lives in one row that can be erased.
CREATE TABLE head_names (
    id TEXT NOT NULL PRIMARY KEY,
    display_name TEXT NULL,
    erased_at TEXT NULL
) WITHOUT ROWID;

CREATE TABLE village_heads (
    id TEXT NOT NULL PRIMARY KEY,
    village_id TEXT NOT NULL REFERENCES villages (id),
    member_id TEXT NULL REFERENCES members (id),
    name_id TEXT NULL REFERENCES head_names (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_village_heads_village ON village_heads (village_id, valid_from);
CREATE INDEX ix_village_heads_member ON village_heads (member_id);

CREATE TABLE village_cells (
    id TEXT NOT NULL PRIMARY KEY,
    village_id TEXT NOT NULL REFERENCES villages (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    independent INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_village_cells_village ON village_cells (village_id, valid_from);
CREATE INDEX ix_village_cells_organization ON village_cells (organization_id);

CREATE TABLE duplicate_cases (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    first_member_id TEXT NOT NULL REFERENCES members (id),
    second_member_id TEXT NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    create_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_duplicate_cases_organization ON duplicate_cases (organization_id, create_time, id);
