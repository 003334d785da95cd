CREATE TABLE cim_account (
  user_id BIGINT NOT NULL PRIMARY KEY,
  -- 64 code points
  user_name VARCHAR(128) NOT NULL,
  -- SHA-256 of the name: equal only where names are equal to the letter
  name_digest CHAR(64) NOT NULL,
  CONSTRAINT cim_account_name UNIQUE (name_digest)
);

-- One row; its lock is the turn to register.
CREATE TABLE cim_account_last_id (
  last_id BIGINT NOT NULL
);

INSERT INTO cim_account_last_id (last_id) VALUES (0);
