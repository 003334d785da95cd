CREATE TABLE cim_account (
  user_id BIGINT NOT NULL PRIMARY KEY,
  -- 64 code points
  user_name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- SHA-256 of the name: equal only where names are equal to the letter, while any collation that
  -- pads takes a name and the same name with a blank after it for one
  name_digest CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  CONSTRAINT cim_account_name UNIQUE (name_digest)
) ENGINE = InnoDB;

-- One row; its lock is the turn to register.
CREATE TABLE cim_account_last_id (
  last_id BIGINT NOT NULL
) ENGINE = InnoDB;

INSERT INTO cim_account_last_id (last_id) VALUES (0);
