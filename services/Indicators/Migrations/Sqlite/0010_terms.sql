-- Where a member belonged when, for those who have not belonged to one organisation all along.
ALTER TABLE members ADD moved INTEGER NOT NULL DEFAULT 0;

CREATE TABLE member_terms (
    position INTEGER NOT NULL REFERENCES members (position),
    ordinal INTEGER NOT NULL,
    organization INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT NULL,
    PRIMARY KEY (position, ordinal)
) WITHOUT ROWID;
CREATE INDEX ix_member_terms_organization ON member_terms (organization, position);

-- Under which other parents an organisation stood before, each until a day: `17 2024-06-01;23 2025-01-01`; null for most.
ALTER TABLE nodes ADD earlier TEXT NULL;
CREATE INDEX ix_nodes_earlier ON nodes (earlier, node);
