package dev.sessionhub.web.security;

import dev.sessionhub.core.config.HttpSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which hosts the hub answers for, and which web pages may drive it. */
public final class TrustedOrigins {

    private final String address;
    private final Set<String> allowed;
    private final Set<String> allowedHosts;

    public TrustedOrigins(HttpSettings settings) {
        this.address = settings.address().toLowerCase(Locale.ROOT);
        this.allowed = settings.allowedOrigins().stream()
                .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.allowedHosts = allowed.stream()
                .flatMap(origin -> afterScheme(origin).stream())
                .map(Authority::host)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the hub answers under this Host header: an address, a loopback name, or what was configured. */
    public boolean host(String header) {
        return Authority.parse(header)
                .filter(host -> host.literal()
                        || host.loopbackName()
                        || host.host().equals(address)
                        || allowedHosts.contains(host.host()))
                .isPresent();
    }

    /** Whether a page of this origin is the hub's own, given the Host header of the request it makes. */
    public boolean own(String origin, String host) {
        String lower = origin.strip().toLowerCase(Locale.ROOT);
        return allowed.contains(lower) || Stream.of("http", "https").anyMatch(scheme -> same(scheme, lower, host));
    }

    /** Whether the origin was allowed explicitly and is served through TLS by a proxy. */
    public boolean allowedOverTls(String host) {
        return allowed.contains("https://" + host.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean same(String scheme, String origin, String host) {
        String prefix = scheme + "://";
        if (!origin.startsWith(prefix)) {
            return false;
        }
        Optional<Authority> page = Authority.parse(origin.substring(prefix.length()));
        Optional<Authority> own = Authority.parse(host);
        return page.isPresent()
                && own.isPresent()
                && explicit(page.get(), scheme).equals(explicit(own.get(), scheme));
    }

    private static Authority explicit(Authority authority, String scheme) {
        String fallback = scheme.equals("https") ? "443" : "80";
        return authority.port().isEmpty() ? new Authority(authority.host(), fallback) : authority;
    }

    private static Optional<Authority> afterScheme(String origin) {
        return Arrays.stream(origin.split("://", 2)).skip(1).findFirst().flatMap(Authority::parse);
    }
}
