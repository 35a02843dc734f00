-- What a database lacks that was made before passwords grew old.

-- When the password was chosen; null where that is not known.
alter table users add column password_updated_at integer;
-- Whether an administrator has declared it to be too old.
alter table users add column is_password_expired integer not null default 0 check (is_password_expired in (0, 1));
