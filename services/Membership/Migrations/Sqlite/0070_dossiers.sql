-- What documents a dossier has and who keeps them. No column could hold a document (R-FILE-5).
CREATE TABLE dossier_items (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    document_type INTEGER NOT NULL,
    present INTEGER NOT NULL,
    keeper TEXT NULL,
    place TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_dossier_items_member ON dossier_items (member_id, document_type);

-- By what a birth date was corrected.
CREATE TABLE birth_date_corrections (
    member_id TEXT NOT NULL REFERENCES members (id),
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    consent TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (member_id, version)
) WITHOUT ROWID;
