-- What superiors have consented to in writing, and the committees of organisations with their dated offices.
CREATE TABLE organization_consents (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL,
    granted_by_id TEXT NULL REFERENCES organizations (id),
    granted_on TEXT NOT NULL,
    document_number TEXT NOT NULL,
    scope_note TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_organization_consents_organization ON organization_consents (organization_id, kind);

CREATE TABLE committee_terms (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NULL,
    congress_on TEXT NULL,
    seats_set INTEGER NOT NULL,
    newly_formed INTEGER NOT NULL,
    version INTEGER NOT NULL,
    policy_version TEXT NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_committee_terms_organization ON committee_terms (organization_id, kind, starts_on);

CREATE TABLE committee_offices (
    id TEXT NOT NULL PRIMARY KEY,
    term_id TEXT NOT NULL REFERENCES committee_terms (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    role TEXT NOT NULL,
    basis TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NULL,
    document_number TEXT NOT NULL,
    end_reason TEXT NULL,
    end_document TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_committee_offices_term ON committee_offices (term_id, since);
CREATE INDEX ix_committee_offices_member ON committee_offices (member_id, since);
