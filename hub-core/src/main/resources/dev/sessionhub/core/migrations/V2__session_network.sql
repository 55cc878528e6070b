-- What a session can reach; those made before could reach all that their machine can.
alter table session add column network text not null default 'HOST' check (network in ('HOST', 'INTERNET', 'NONE'));
