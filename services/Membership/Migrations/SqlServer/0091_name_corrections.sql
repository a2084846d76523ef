-- By what a name was corrected; the old one stays in the member's history.
CREATE TABLE name_corrections (
    member_id char(36) NOT NULL REFERENCES members (id),
    version bigint NOT NULL,
    document nvarchar(63) NOT NULL,
    consent nvarchar(63) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    CONSTRAINT pk_name_corrections PRIMARY KEY (member_id, version)
);
