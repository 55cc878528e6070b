package dev.sessionhub.launcher.database;

import dev.sessionhub.launcher.process.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How many sessions there are in which state, for people. */
public final class SessionCounts {

    private SessionCounts() {}

    public static String read(DatabaseUrl database) {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbc(), database.user(), database.password().reveal());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select state, count(*) from session where state <> 'DELETED'"
                        + " group by state order by count(*) desc")) {
            List<String> counts = new ArrayList<>();
            while (rows.next()) {
                counts.add(rows.getLong(2) + " " + rows.getString(1).toLowerCase(java.util.Locale.ROOT));
            }
            return counts.isEmpty() ? "none" : String.join(", ", counts);
        } catch (SQLException e) {
            throw new Failure("the database does not answer: " + e.getMessage(), e);
        }
    }
}
