-- The words of members' names, to be found by their beginnings within a sub-tree. Words in use stand once in name_words:
-- a beginning is looked up there, and each word found is a range of paths.
CREATE TABLE name_words (
    word nvarchar(127) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT pk_name_words PRIMARY KEY
);

CREATE TABLE member_words (
    member_id char(36) NOT NULL REFERENCES members (id),
    word nvarchar(127) COLLATE Latin1_General_BIN2 NOT NULL,
    path varchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT pk_member_words PRIMARY KEY (member_id, word)
);
CREATE INDEX ix_member_words_word ON member_words (word, path, member_id);
