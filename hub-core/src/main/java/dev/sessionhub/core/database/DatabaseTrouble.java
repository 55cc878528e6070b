package dev.sessionhub.core.database;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells failures of the database from others. */
public final class DatabaseTrouble {

    private static final String UNIQUE_VIOLATION = "23505";

    private DatabaseTrouble() {}

    /**
     * Whether a failure comes from the database or from a transaction, so that trying later makes sense.
     *
     * @param failure what was thrown
     * @return true also if the database is only the cause
     */
    public static boolean isCauseOf(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PersistenceException
                    || cause instanceof TransactionalException
                    || cause instanceof SQLException
                    || cause.getClass().getName().startsWith("jakarta.transaction.")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a row could not be written because another one has its key.
     *
     * @param failure what was thrown
     * @return true if a unique constraint is the cause
     */
    public static boolean isDuplicate(Throwable failure) {
        return sqlState(failure).filter(UNIQUE_VIOLATION::equals).isPresent();
    }

    /**
     * What is at the bottom of a failure, for one line of a log.
     *
     * @param failure what was thrown
     * @return the message of the first cause
     */
    public static String inWords(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason was given");
    }

    private static Optional<String> sqlState(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.ofNullable(sql.getSQLState());
            }
        }
        return Optional.empty();
    }
}
