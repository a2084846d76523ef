-- Where a member belonged when, for those who have not belonged to one organisation all along.
ALTER TABLE members ADD moved bit NOT NULL CONSTRAINT df_members_moved DEFAULT 0;

CREATE TABLE member_terms (
    position bigint NOT NULL REFERENCES members (position),
    ordinal int NOT NULL,
    organization bigint NOT NULL,
    since date NOT NULL,
    until date NULL,
    CONSTRAINT pk_member_terms PRIMARY KEY (position, ordinal)
);
CREATE INDEX ix_member_terms_organization ON member_terms (organization, position);

-- Under which other parents an organisation stood before, each until a day: `17 2024-06-01;23 2025-01-01`; null for most.
ALTER TABLE nodes ADD earlier varchar(400) NULL;
CREATE INDEX ix_nodes_earlier ON nodes (earlier, node);
