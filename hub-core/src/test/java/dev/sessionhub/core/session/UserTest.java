package dev.sessionhub.core.session;

import dev.sessionhub.core.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A user with a sample repository, and no hub yet. */
abstract class UserTest {

    @TempDir
    Path home;

    TestDatabase database;
    Caller anna;

    @BeforeEach
    void addTheUser() throws IOException {
        Repositories.sample(home.resolve("repository"));
        database = newDatabase();
        anna = new Caller(database.addAccount("anna"), "anna", Set.of());
    }

    TestDatabase newDatabase() {
        return TestDatabase.create();
    }

    @AfterEach
    void closeTheDatabase() {
        database.close();
    }
}
