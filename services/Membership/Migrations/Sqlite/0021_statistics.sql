-- What statistics count: where each member is from when to when, with what he is counted by, as of a position of the
-- service's own feed. An open interval ends at the end of time.
CREATE TABLE presences (
    organization_id TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    official_on TEXT NOT NULL,
    admitted_on TEXT NOT NULL,
    end_flow TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth_year INTEGER NOT NULL,
    ethnicity TEXT NULL,
    education TEXT NULL,
    sector TEXT NULL,
    PRIMARY KEY (organization_id, valid_from, id)
) WITHOUT ROWID;
CREATE INDEX ix_presences_member ON presences (member_id);

-- What changes below a root of the tree on a day (grain 1) and in a year (grain 0): a JSON object of figures.
CREATE TABLE statistics_counts (
    root TEXT NOT NULL,
    grain INTEGER NOT NULL,
    since TEXT NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (root, grain, since)
) WITHOUT ROWID;

CREATE TABLE statistics_cursor (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO statistics_cursor (id, position) VALUES (1, 0);
