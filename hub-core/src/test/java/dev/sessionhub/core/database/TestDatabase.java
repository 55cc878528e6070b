package dev.sessionhub.core.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database of its own on a real PostgreSQL, with the schema of the product. */
public final class TestDatabase implements AutoCloseable {

    private final TestPostgres server;
    private final String url;
    private final EntityManagerFactory factory;
    private static final ThreadLocal<EntityManager> CURRENT = new ThreadLocal<>();

    private TestDatabase(TestPostgres server, String name) {
        this.server = server;
        this.url = server.url(name);
        this.factory = Persistence.createEntityManagerFactory(
                "hub",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "jakarta.persistence.nonJtaDataSource", "",
                        "jakarta.persistence.jdbc.driver", "org.postgresql.Driver",
                        "jakarta.persistence.jdbc.url", url,
                        "jakarta.persistence.jdbc.user", "postgres",
                        "eclipselink.connection-pool.default.max", "16"));
    }

    public static TestDatabase create() {
        return create(TestPostgres.shared());
    }

    public static TestDatabase create(TestPostgres server) {
        String name = empty(server);
        execute(server.url(name), schema());
        return new TestDatabase(server, name);
    }

    /** A new one without tables; answers its name. */
    static String empty(TestPostgres server) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        execute(server.url("postgres"), "create database " + name);
        return name;
    }

    public TestPostgres server() {
        return server;
    }

    /** The entity manager of the transaction of the calling thread. */
    public EntityManager entities() {
        return (EntityManager) Proxy.newProxyInstance(
                TestDatabase.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (_, method, arguments) -> {
                    try {
                        return method.invoke(CURRENT.get(), arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    /** What {@code @Transactional} does in the product. */
    public <T> T within(Supplier<T> work) {
        EntityManager entities = factory.createEntityManager();
        CURRENT.set(entities);
        try {
            entities.getTransaction().begin();
            T result = work.get();
            entities.getTransaction().commit();
            return result;
        } finally {
            CURRENT.remove();
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.close();
        }
    }

    public UUID addAccount(String name) {
        UUID id = UUID.randomUUID();
        execute(
                url,
                "insert into account (id, username, password_hash, role) values ('%s', '%s', 'x', 'USER')"
                        .formatted(id, name));
        return id;
    }

    /** Every session and its history as text. */
    public String dump() {
        return within(() -> List.of("session", "session_event").stream()
                .map(table -> entities()
                        .createNativeQuery("select string_agg(t::text, ' ') from %s t".formatted(table))
                        .getSingleResult())
                .map(String::valueOf)
                .collect(Collectors.joining(" ")));
    }

    public void execute(String sql) {
        execute(url, sql);
    }

    @Override
    public void close() {
        factory.close();
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** All migrations, one after the other, as the launcher runs them. */
    private static String schema() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/sessionhub/core/migrations"))) {
            StringBuilder schema = new StringBuilder();
            for (Path file :
                    files.sorted(Comparator.comparingInt(TestDatabase::version)).toList()) {
                schema.append(Files.readString(file)).append('\n');
            }
            return schema.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int version(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
    }
}
