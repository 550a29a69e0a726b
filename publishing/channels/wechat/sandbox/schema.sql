CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS accounts (
    appid TEXT PRIMARY KEY,
    settings TEXT NOT NULL,
    created_at REAL NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    family TEXT NOT NULL CHECK (family IN ('token', 'stable')),
    minted_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    dead_at REAL,
    forced INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS tokens_of ON tokens (appid, family, minted_at);

CREATE TABLE IF NOT EXISTS counters (
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    name TEXT NOT NULL,
    period TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (appid, name, period)
) STRICT;

CREATE TABLE IF NOT EXISTS blobs (sha256 TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS images (
    image_id TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    sha256 TEXT NOT NULL REFERENCES blobs,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('uploadimg', 'material')),
    created_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS images_of ON images (appid);

CREATE TABLE IF NOT EXISTS media (
    media_id TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'voice', 'video', 'thumb')),
    permanent INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs,
    format TEXT NOT NULL,
    name TEXT NOT NULL,
    image_id TEXT REFERENCES images,
    title TEXT NOT NULL DEFAULT '',
    introduction TEXT NOT NULL DEFAULT '',
    created_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS media_of ON media (appid, permanent, kind, created_at);

CREATE TABLE IF NOT EXISTS drafts (
    media_id TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    articles TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS drafts_of ON drafts (appid, updated_at);

-- One row per accepted freepublish/submit. What a person publishes on the web site has none.
CREATE TABLE IF NOT EXISTS publications (
    publish_id INTEGER PRIMARY KEY AUTOINCREMENT,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    media_id TEXT NOT NULL,
    articles TEXT NOT NULL,
    status INTEGER NOT NULL,
    planned TEXT NOT NULL,
    due_at REAL,
    fail_idx TEXT NOT NULL DEFAULT '[]',
    article_id TEXT,
    submitted_at REAL NOT NULL,
    finished_at REAL
) STRICT;
CREATE INDEX IF NOT EXISTS publications_due ON publications (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS publications_of ON publications (appid, submitted_at);

-- One row per published article of a message; what /s/<url_id> shows.
CREATE TABLE IF NOT EXISTS articles (
    url_id TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    article_id TEXT NOT NULL,
    idx INTEGER NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('free', 'mass')),
    body TEXT NOT NULL,
    published_at REAL NOT NULL,
    gone TEXT CHECK (gone IN ('publisher', 'platform')),
    UNIQUE (article_id, idx)
) STRICT;
CREATE INDEX IF NOT EXISTS articles_of ON articles (appid, way, published_at);

CREATE TABLE IF NOT EXISTS mass_messages (
    msg_id INTEGER PRIMARY KEY AUTOINCREMENT,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    msgtype TEXT NOT NULL,
    payload TEXT NOT NULL,
    articles TEXT NOT NULL,
    clientmsgid TEXT,
    status TEXT NOT NULL,
    due_at REAL,
    article_id TEXT,
    sent_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS mass_due ON mass_messages (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS events (
    event_id INTEGER PRIMARY KEY AUTOINCREMENT,
    appid TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    kind TEXT NOT NULL,
    xml TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'delivered', 'failed', 'lost')),
    due_at REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS events_due ON events (state, due_at);

CREATE TABLE IF NOT EXISTS journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    appid TEXT,
    ip TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    request TEXT NOT NULL,
    committed INTEGER NOT NULL,
    errcode INTEGER,
    errmsg TEXT NOT NULL,
    rid TEXT,
    fault TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS journal_calls ON journal (appid, path);
CREATE INDEX IF NOT EXISTS journal_rid ON journal (rid) WHERE rid IS NOT NULL;

-- Numbers in the platform's size, never used twice.
INSERT INTO sqlite_sequence (name, seq)
SELECT start.name, start.seq
FROM (SELECT 'publications' AS name, 2247483647 AS seq UNION SELECT 'mass_messages', 1000000000)
    AS start
WHERE start.name NOT IN (SELECT name FROM sqlite_sequence);
