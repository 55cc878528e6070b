package dev.sessionhub.git.jgit.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.NetRC;
import org.eclipse.jgit.transport.URIish;

/** Names and passwords for machines, in the form of netrc(5). Nobody is asked. */
final class LoginFile extends CredentialsProvider {

    private final Path file;

    LoginFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) throws UnsupportedCredentialItem {
        if (!Files.isReadable(file)) {
            return false;
        }
        NetRC.NetRCEntry entry = new NetRC(file.toFile()).getEntry(uri.getHost());
        if (entry == null || entry.login == null || entry.password == null || !supports(items)) {
            return false;
        }
        for (CredentialItem item : items) {
            switch (item) {
                case CredentialItem.Username name -> name.setValue(entry.login);
                case CredentialItem.Password password -> password.setValue(entry.password);
                default -> throw new UnsupportedCredentialItem(uri, item.getPromptText());
            }
        }
        return true;
    }
}
