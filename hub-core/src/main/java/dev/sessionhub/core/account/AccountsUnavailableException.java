package dev.sessionhub.core.account;

import java.sql.SQLException;

/** The database did not answer: nobody can be let in or refused now. */
public final class AccountsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccountsUnavailableException(SQLException cause) {
        super("accounts cannot be read: the database does not answer", cause);
    }
}
