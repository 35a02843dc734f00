-- What the provider remembers: scopes that could not be granted, what a session was called, keys that wait.

-- Resource indicator → scopes that were asked for and could not be granted.
alter table grants add column rejected_resources text not null default '{}';

-- What the session is called at the application, where that wants to know it. It stays when the session is gone.
alter table authorization_codes add column sid text;
alter table access_tokens add column sid text;
alter table refresh_tokens add column sid text;
alter table device_codes add column sid text;

-- When a key that waits becomes the current one.
alter table signing_keys add column effective_at integer;

create unique index signing_keys_next on signing_keys (status) where status = 'Next';
