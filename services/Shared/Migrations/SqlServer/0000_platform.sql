-- What every service has: the feed with its single head row, cursors of what it follows, audit and idempotency.
CREATE TABLE feed_head (
    id int NOT NULL CONSTRAINT pk_feed_head PRIMARY KEY,
    position bigint NOT NULL,
    audit_position bigint NOT NULL,
    audit_hash char(64) NOT NULL,
    CONSTRAINT ck_feed_head_one CHECK (id = 1)
);
INSERT INTO feed_head (id, position, audit_position, audit_hash) VALUES (1, 0, 0, '');

CREATE TABLE feed (
    position bigint NOT NULL CONSTRAINT pk_feed PRIMARY KEY,
    id char(36) NOT NULL,
    type varchar(128) NOT NULL,
    subject varchar(128) NOT NULL,
    organization_id char(36) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    schema_version int NOT NULL,
    traceparent varchar(64) NULL,
    data varbinary(max) NOT NULL
);

CREATE TABLE feed_cursors (
    source varchar(32) NOT NULL,
    consumer varchar(64) NOT NULL,
    position bigint NOT NULL,
    updated_at datetime2(6) NOT NULL,
    lease_owner varchar(64) NULL,
    lease_until datetime2(6) NULL,
    poison_position bigint NULL,
    poison_reason nvarchar(400) NULL,
    CONSTRAINT pk_feed_cursors PRIMARY KEY (source, consumer)
);

CREATE TABLE audit (
    position bigint NOT NULL CONSTRAINT pk_audit PRIMARY KEY,
    recorded_at datetime2(6) NOT NULL,
    actor varchar(128) NOT NULL,
    client_id varchar(128) NOT NULL,
    rpc varchar(128) NOT NULL,
    resource varchar(128) NOT NULL,
    organization_id char(36) NOT NULL,
    purpose nvarchar(400) NULL,
    content_hash char(64) NOT NULL,
    hash char(64) NOT NULL
);

CREATE TABLE idempotency (
    client_id varchar(128) NOT NULL,
    request_id char(36) NOT NULL,
    rpc varchar(128) NOT NULL,
    request_hash char(64) NOT NULL,
    response varbinary(max) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (client_id, request_id)
);
