-- The facts behind the indicators, every version of them, and the counters made of the versions in force.
-- Organisations go by a number here, the feed position that brought them: shorter than an id in every key.
CREATE TABLE nodes (
    node INTEGER NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    established_on TEXT NOT NULL,
    dissolved_on TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (node, position)
) WITHOUT ROWID;
CREATE INDEX ix_nodes_id ON nodes (id);
CREATE INDEX ix_nodes_path ON nodes (path);
CREATE INDEX ix_nodes_kind ON nodes (kind, path);

-- A version is one event's, so its position is its key: versions are only ever added at the end.
CREATE TABLE members (
    position INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    organization INTEGER NOT NULL,
    admitting INTEGER NOT NULL,
    member_number TEXT NOT NULL,
    admitted_on TEXT NOT NULL,
    official_on TEXT NULL,
    ended_on TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
);
CREATE INDEX ix_members_id ON members (id);
CREATE INDEX ix_members_organization ON members (organization, admitted_on, position);
CREATE INDEX ix_members_admitting ON members (admitting, admitted_on, position);

CREATE TABLE villages (
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    display_name TEXT NOT NULL,
    commune INTEGER NOT NULL,
    kind TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (id, position)
) WITHOUT ROWID;
CREATE INDEX ix_villages_code ON villages (code, id);
CREATE INDEX ix_villages_commune ON villages (commune, code, id);

CREATE TABLE village_heads (
    village_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT NULL,
    member_id TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (village_id, position, since)
) WITHOUT ROWID;
CREATE INDEX ix_village_heads_member ON village_heads (member_id, village_id);

CREATE TABLE village_cells (
    village_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    organization INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT NULL,
    independent INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (village_id, position, organization, since)
) WITHOUT ROWID;
CREATE INDEX ix_village_cells_organization ON village_cells (organization, village_id);

-- What begins to count and what ceases to, kept apart: a row that both made zero could not be told from none.
CREATE TABLE counters_day (
    node INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    day TEXT NOT NULL,
    begun INTEGER NOT NULL,
    ceased INTEGER NOT NULL,
    PRIMARY KEY (node, measure, day)
) WITHOUT ROWID;

CREATE TABLE counters_year (
    node INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    year INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    ceased INTEGER NOT NULL,
    PRIMARY KEY (node, measure, year)
) WITHOUT ROWID;

-- Facts of a year that were recorded in a later one: what altered an opening number after the fact.
CREATE TABLE opening_ledger (
    node INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    year INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    ceased INTEGER NOT NULL,
    PRIMARY KEY (node, recorded_at, year)
) WITHOUT ROWID;

-- From when on each commune is expected to report and has: what is counted of it above it.
CREATE TABLE reporting (
    node INTEGER NOT NULL PRIMARY KEY,
    since TEXT NOT NULL,
    until TEXT NULL,
    villages_since TEXT NULL,
    members_since TEXT NULL
);
