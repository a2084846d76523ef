-- The words of members' names in Vietnamese name order, for all below an anchor: what stands directly below the root of a tree.
-- A page merges the beginnings of ranges, one for each anchor and word, whatever the size of the sub-tree. The empty word is
-- in every name, so that a list without a search is such a page as well.
CREATE TABLE member_names (
    anchor varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    word nvarchar(127) COLLATE Latin1_General_BIN2 NOT NULL,
    sort_key varchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    member_id char(36) NOT NULL REFERENCES members (id),
    CONSTRAINT pk_member_names PRIMARY KEY (anchor, word, sort_key, member_id)
);

INSERT INTO name_words (word) VALUES ('');

INSERT INTO member_names (anchor, word, sort_key, member_id)
SELECT DISTINCT a.path, w.value, m.sort_key, m.id
FROM members m JOIN organizations o ON o.id = m.organization_id
    JOIN organizations a ON o.path >= a.path AND o.path < CONCAT(SUBSTRING(a.path, 1, LEN(a.path) - 1), '/')
    CROSS APPLY STRING_SPLIT(CONCAT(m.folded_name, ' '), ' ') w
WHERE a.path LIKE '%.%.' AND a.path NOT LIKE '%.%.%.';

DROP INDEX ix_member_words_word ON member_words;

DROP TABLE member_words;
