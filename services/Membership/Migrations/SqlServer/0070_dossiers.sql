-- What documents a dossier has and who keeps them. No column could hold a document (R-FILE-5).
CREATE TABLE dossier_items (
    id char(36) NOT NULL CONSTRAINT pk_dossier_items PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    document_type int NOT NULL,
    present bit NOT NULL,
    keeper nvarchar(127) NULL,
    place nvarchar(127) NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_dossier_items_member ON dossier_items (member_id, document_type);

-- By what a birth date was corrected.
CREATE TABLE birth_date_corrections (
    member_id char(36) NOT NULL REFERENCES members (id),
    version bigint NOT NULL,
    document nvarchar(63) NOT NULL,
    consent nvarchar(63) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    CONSTRAINT pk_birth_date_corrections PRIMARY KEY (member_id, version)
);
