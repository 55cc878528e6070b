package dev.sessionhub.launcher.postgres;

import dev.sessionhub.launcher.database.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Real servers for tests; their programs are unpacked once per build. */
public final class Servers {

    private Servers() {}

    public static EmbeddedPostgres at(Path folder) {
        return at(folder, Path.of("target", "postgres").toAbsolutePath());
    }

    static EmbeddedPostgres at(Path folder, Path programs) {
        String version = version();
        return new EmbeddedPostgres(
                new PostgresBinaries(programs, version), version, folder, folder.resolveSibling("postgres.log"));
    }

    static String version() {
        Properties build = new Properties();
        try (InputStream file = Servers.class.getResourceAsStream("/dev/sessionhub/launcher/build.properties")) {
            build.load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return build.getProperty("postgres.version");
    }

    public static String ask(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        url.jdbc(), url.user(), url.password().reveal());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    /** Starts a server, asks who it is, and stops it: for a test in a process of another user. */
    public static void main(String[] arguments) throws SQLException {
        EmbeddedPostgres server = at(Path.of(arguments[0]), Path.of(arguments[1]));
        DatabaseUrl url = server.start(_ -> {});
        System.out.println("user " + ask(url, "select current_user") + " process "
                + server.process().isPresent());
        server.stop();
        System.out.println("running " + server.running().isPresent());
    }
}
