-- Null for an account without a password; else the hash with its salt and parameters.
ALTER TABLE cim_account ADD COLUMN password_hash VARCHAR(255);

-- Rises whenever what was proved by the password before is void; 0 without a password.
ALTER TABLE cim_account ADD COLUMN credential_version BIGINT DEFAULT 0 NOT NULL;
