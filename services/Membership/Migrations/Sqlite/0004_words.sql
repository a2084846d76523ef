-- The words of members' names, to be found by their beginnings within a sub-tree. Words in use stand once in name_words:
-- a beginning is looked up there, and each word found is a range of paths.
CREATE TABLE name_words (
    word TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE member_words (
    member_id TEXT NOT NULL REFERENCES members (id),
    word TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (member_id, word)
) WITHOUT ROWID;
CREATE INDEX ix_member_words_word ON member_words (word, path, member_id);
