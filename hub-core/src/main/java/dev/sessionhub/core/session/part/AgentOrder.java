package dev.sessionhub.core.session.part;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentUsage;
import dev.sessionhub.core.agent.Talk;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be started in a session, and how far its first prompt has come. */
@Embeddable
public class AgentOrder {

    /** An agent can begin any number; what is more is told together. */
    private static final int MOST_CONVERSATIONS = 200;

    private static final UUID THE_REST = new UUID(0, 0);

    @Column(name = "agent_kind")
    @Enumerated(EnumType.STRING)
    private @Nullable AgentKind kind;

    @Convert(converter = WordsConverter.class)
    private List<String> command;

    private @Nullable String prompt;

    @Column(name = "prompt_sent_at")
    private @Nullable Instant promptSentAt;

    @Column(name = "conversation_id")
    private UUID conversation;

    @Column(name = "conversation_begun_at")
    private @Nullable Instant conversationBegunAt;

    @Column(name = "agent_usage")
    @Convert(converter = UsageConverter.class)
    private Map<UUID, AgentUsage> usage;

    @Convert(converter = VariablesConverter.class)
    private Map<String, String> environment;

    /** For the persistence only. */
    protected AgentOrder() {}

    /**
     * As a user orders it.
     *
     * @param kind the kind of agent, if the user chose
     * @param command the user's own command, or nothing
     * @param prompt the first prompt
     * @param environment the user's variables
     */
    public AgentOrder(
            Optional<AgentKind> kind, List<String> command, Optional<String> prompt, Map<String, String> environment) {
        this.kind = kind.orElse(null);
        this.command = List.copyOf(command);
        this.prompt = prompt.orElse(null);
        this.conversation = UUID.randomUUID();
        this.usage = Map.of();
        this.environment = Map.copyOf(environment);
    }

    private AgentOrder(AgentOrder before, @Nullable AgentKind kind, UUID conversation) {
        this.kind = kind;
        this.command = before.command;
        this.prompt = before.prompt;
        this.promptSentAt = before.promptSentAt;
        this.conversation = conversation;
        this.conversationBegunAt = before.conversationBegunAt;
        this.usage = before.usage;
        this.environment = before.environment;
    }

    /**
     * It was started.
     *
     * @param actual as this kind of agent
     * @return the same with that known
     */
    public AgentOrder startedAs(AgentKind actual) {
        return new AgentOrder(this, actual, conversation);
    }

    /**
     * The agent goes on with another conversation.
     *
     * @param other which
     * @return the same with that one
     */
    public AgentOrder inConversation(UUID other) {
        AgentOrder next = new AgentOrder(this, kind, other);
        if (!other.equals(conversation)) {
            next.conversationBegunAt = null;
        }
        return next;
    }

    /**
     * There are words in the conversation: it can be resumed, and the first prompt has been delivered.
     *
     * @param at when that was seen
     * @return the same with that known
     */
    public AgentOrder conversationBegun(Instant at) {
        AgentOrder next = new AgentOrder(this, kind, conversation);
        if (next.conversationBegunAt == null) {
            next.conversationBegunAt = at;
        }
        if (next.promptSentAt == null && prompt != null) {
            next.promptSentAt = at;
        }
        return next;
    }

    /**
     * The agent has said something of its conversation.
     *
     * @param talk what
     * @param now when
     * @return the same with that known
     */
    public AgentOrder talked(Talk talk, Instant now) {
        AgentOrder there = inConversation(talk.conversation());
        AgentOrder begun = talk.begun() ? there.conversationBegun(now) : there;
        return talk.usage().map(begun::used).orElse(begun);
    }

    /**
     * Whether that is not recorded yet.
     *
     * @param talk what the agent says of its conversation
     * @return true if something of it is new
     */
    public boolean isNews(Talk talk) {
        return !talk.conversation().equals(conversation)
                || (talk.begun() && !conversationIsBegun())
                || talk.usage().filter(used -> !used(used).usage.equals(usage)).isPresent();
    }

    /** With all that the conversation has used. */
    private AgentOrder used(AgentUsage now) {
        AgentOrder next = new AgentOrder(this, kind, conversation);
        Map<UUID, AgentUsage> all = new HashMap<>(usage);
        all.merge(all.size() < MOST_CONVERSATIONS ? conversation : THE_REST, now, AgentUsage::grownTo);
        next.usage = Map.copyOf(all);
        return next;
    }

    /** {@return the kind of agent; empty until it was started for the first time, unless the user chose} */
    public Optional<AgentKind> kind() {
        return Optional.ofNullable(kind);
    }

    /** {@return the user's own command; empty unless there is one} */
    public List<String> command() {
        return List.copyOf(command);
    }

    /** {@return the first prompt, as the user wrote it} */
    public Optional<String> prompt() {
        return Optional.ofNullable(prompt);
    }

    /** {@return when the first prompt was delivered; empty if it was not} */
    public Optional<Instant> promptSentAt() {
        return Optional.ofNullable(promptSentAt);
    }

    /** {@return the first prompt if it is still to be delivered} */
    public Optional<String> promptToSend() {
        return prompt().filter(_ -> promptSentAt == null);
    }

    /** {@return the agent's conversation: chosen by the hub, followed when the agent changes it} */
    public UUID conversation() {
        return conversation;
    }

    /** {@return whether there are words in the conversation} */
    public boolean conversationIsBegun() {
        return conversationBegunAt != null;
    }

    /** {@return what all conversations have used; empty if nothing is known} */
    public Optional<AgentUsage> usage() {
        return usage.values().stream().reduce(AgentUsage::plus);
    }

    /** {@return the user's variables, in addition to those of the hub} */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }
}
