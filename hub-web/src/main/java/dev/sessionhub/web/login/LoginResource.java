package dev.sessionhub.web.login;

import dev.sessionhub.core.account.IssuedToken;
import dev.sessionhub.core.account.Logins;
import dev.sessionhub.core.account.TokenHalves;
import dev.sessionhub.core.config.AuthSettings;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.web.security.Anonymous;
import dev.sessionhub.web.security.ClientAddress;
import dev.sessionhub.web.security.Identity;
import dev.sessionhub.web.security.SessionCookie;
import dev.sessionhub.web.security.TrustedOrigins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/auth}. */
@Path("auth")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class LoginResource {

    private final Logins logins;
    private final AuthSettings settings;
    private final TrustedOrigins origins;
    private final ClientAddress address;

    @Inject
    public LoginResource(Logins logins, AuthSettings settings, TrustedOrigins origins, ClientAddress address) {
        this.logins = logins;
        this.settings = settings;
        this.origins = origins;
        this.address = address;
    }

    @POST
    @Path("login")
    @Anonymous
    public Response login(LoginRequest body, @Context HttpServletRequest request) {
        IssuedToken issued = logins.login(body.username(), Secret.of(body.password()), address.of(request));
        return body.page().orElse(false)
                ? half(issued, request)
                : answer(LoginView.whole(issued), issued.token(), request);
    }

    private Response half(IssuedToken issued, HttpServletRequest request) {
        TokenHalves halves = TokenHalves.of(issued.token());
        return answer(LoginView.half(issued, halves.page()), halves.cookie(), request);
    }

    private Response answer(LoginView view, Secret cookie, HttpServletRequest request) {
        return Response.ok(view)
                .cookie(SessionCookie.of(cookie.reveal(), settings.tokenLifetime(), secure(request)))
                .build();
    }

    @POST
    @Path("logout")
    public Response logout(@Context SecurityContext context, @Context HttpServletRequest request) {
        logins.logout(Identity.of(context).credential());
        return Response.noContent().cookie(SessionCookie.none(secure(request))).build();
    }

    @GET
    @Path("me")
    public UserView me(@Context SecurityContext context) {
        return UserView.of(Identity.of(context).user());
    }

    @POST
    @Path("password")
    public Response changePassword(
            PasswordRequest body, @Context SecurityContext context, @Context HttpServletRequest request) {
        logins.changePassword(
                Identity.of(context).user(),
                Secret.of(body.currentPassword()),
                Secret.of(body.newPassword()),
                address.of(request));
        return Response.noContent().cookie(SessionCookie.none(secure(request))).build();
    }

    private boolean secure(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return request.isSecure() || (host != null && origins.allowedOverTls(host));
    }
}
