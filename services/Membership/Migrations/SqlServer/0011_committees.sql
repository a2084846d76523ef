-- What superiors have consented to in writing, and the committees of organisations with their dated offices.
CREATE TABLE organization_consents (
    id char(36) NOT NULL CONSTRAINT pk_organization_consents PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    kind varchar(32) NOT NULL,
    granted_by_id char(36) NULL REFERENCES organizations (id),
    granted_on date NOT NULL,
    document_number nvarchar(63) NOT NULL,
    scope_note nvarchar(255) NOT NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_organization_consents_organization ON organization_consents (organization_id, kind);

CREATE TABLE committee_terms (
    id char(36) NOT NULL CONSTRAINT pk_committee_terms PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    kind varchar(32) NOT NULL,
    label nvarchar(63) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NULL,
    congress_on date NULL,
    seats_set int NOT NULL,
    newly_formed bit NOT NULL,
    version bigint NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE INDEX ix_committee_terms_organization ON committee_terms (organization_id, kind, starts_on);

CREATE TABLE committee_offices (
    id char(36) NOT NULL CONSTRAINT pk_committee_offices PRIMARY KEY,
    term_id char(36) NOT NULL REFERENCES committee_terms (id),
    member_id char(36) NOT NULL REFERENCES members (id),
    role varchar(32) NOT NULL,
    basis varchar(32) NOT NULL,
    since date NOT NULL,
    until date NULL,
    document_number nvarchar(63) NOT NULL,
    end_reason varchar(32) NULL,
    end_document nvarchar(63) NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_committee_offices_term ON committee_offices (term_id, since);
CREATE INDEX ix_committee_offices_member ON committee_offices (member_id, since);
