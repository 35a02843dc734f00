-- What the provider remembers: scopes that could not be granted, what a session was called, keys that wait.

create unique index signing_keys_next on signing_keys (status) where status = 'Next';
