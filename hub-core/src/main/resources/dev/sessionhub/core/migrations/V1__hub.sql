create table account (
    id            uuid primary key,
    username      text        not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    password_hash text        not null,
    role          text        not null check (role in ('ADMIN', 'USER', 'VIEWER')),
    created_at    timestamptz not null default now(),
    disabled_at   timestamptz
);

-- Only the keyed hash of a token is kept.
create table token (
    hash         bytea primary key,
    account_id   uuid        not null references account (id) on delete cascade,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    last_used_at timestamptz
);
create index token_account on token (account_id);
create index token_expiry on token (expires_at);

create table project (
    id         uuid primary key,
    name       text        not null unique,
    repository text        not null unique,
    created_at timestamptz not null default now()
);

create table session (
    id              uuid primary key,
    version         bigint      not null,
    name            text        not null,
    project_id      uuid        not null references project (id),
    project_name    text        not null,
    owner_id        uuid        not null references account (id),
    owner_name      text        not null,
    provider        text        not null,
    container_id    text,
    repository      text        not null,
    branch          text        not null,
    base_revision   text        not null,
    base_commit     text        not null,
    workspace       text        not null,
    -- Absent until the session was started: it depends on what is installed there.
    agent_kind      text check (agent_kind in ('CLAUDE', 'SHELL', 'COMMAND')),
    command         text        not null default '',
    prompt          text,
    prompt_sent_at  timestamptz,
    conversation_id uuid        not null,
    environment     text        not null default '',
    memory_bytes    bigint,
    cpus            double precision,
    state           text        not null check (state in
        ('CREATING', 'STARTING', 'RUNNING', 'STOPPING', 'STOPPED', 'FAILED', 'DELETING', 'DELETED')),
    -- How far the work behind a passing state has come, so that it can go on after a crash.
    step            text        not null,
    wanted          text        not null check (wanted in ('RUNNING', 'STOPPED', 'DELETED')),
    reason          text,
    exit_code       integer,
    exit_signal     integer,
    end_cause       text,
    last_screen     text,
    quarantine      text,
    created_at      timestamptz not null,
    started_at      timestamptz,
    updated_at      timestamptz not null,
    deleted_at      timestamptz
);
create index session_owner on session (owner_id, created_at desc);
create unique index session_live_branch on session (repository, branch) where state <> 'DELETED';
create unique index session_workspace on session (workspace) where state <> 'DELETED';

create table session_event (
    id         bigint generated always as identity primary key,
    session_id uuid        not null,
    at         timestamptz not null,
    type       text        not null,
    actor      text,
    state      text,
    message    text        not null
);
create index session_event_session on session_event (session_id, id);
