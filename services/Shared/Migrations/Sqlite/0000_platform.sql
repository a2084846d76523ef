-- What every service has: the feed with its single head row, cursors of what it follows, audit and idempotency.
CREATE TABLE feed_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL,
    audit_position INTEGER NOT NULL,
    audit_hash TEXT NOT NULL
);
INSERT INTO feed_head (id, position, audit_position, audit_hash) VALUES (1, 0, 0, '');

CREATE TABLE feed (
    position INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    traceparent TEXT NULL,
    data BLOB NOT NULL
);

CREATE TABLE feed_cursors (
    source TEXT NOT NULL,
    consumer TEXT NOT NULL,
    position INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    lease_owner TEXT NULL,
    lease_until TEXT NULL,
    poison_position INTEGER NULL,
    poison_reason TEXT NULL,
    PRIMARY KEY (source, consumer)
) WITHOUT ROWID;

CREATE TABLE audit (
    position INTEGER NOT NULL PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    client_id TEXT NOT NULL,
    rpc TEXT NOT NULL,
    resource TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    purpose TEXT NULL,
    content_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE idempotency (
    client_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    rpc TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    response BLOB NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (client_id, request_id)
) WITHOUT ROWID;
