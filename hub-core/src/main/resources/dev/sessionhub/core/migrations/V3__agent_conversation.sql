-- When the agent was first seen to have written something of its conversation down.
alter table session add column conversation_begun_at timestamptz;
-- What each conversation has used, as the agent says.
alter table session add column agent_usage text not null default '';
