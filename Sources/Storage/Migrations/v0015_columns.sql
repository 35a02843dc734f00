-- What a database lacks that took the first eight steps one by one.

alter table applications add column app_level_access_control_enabled integer not null default 0 check (app_level_access_control_enabled in (0, 1));
-- Resource indicator → scopes that were asked for and could not be granted.
alter table grants add column rejected_resources text not null default '{}';
-- What the session is called at the application, where that wants to know it. It stays when the session is gone.
alter table authorization_codes add column sid text;
alter table access_tokens add column sid text;
alter table refresh_tokens add column sid text;
alter table device_codes add column sid text;
-- When a key that waits becomes the current one.
alter table signing_keys add column effective_at integer;
-- A creator may switch a client off.
alter table patreon_clients add column is_disabled integer not null default 0 check (is_disabled in (0, 1));
-- How a password was hashed that came from another system; null where it was hashed here.
alter table users add column password_algorithm text;
