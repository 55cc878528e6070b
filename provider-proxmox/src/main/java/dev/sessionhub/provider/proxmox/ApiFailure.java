package dev.sessionhub.provider.proxmox;

import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/** An answer of the API that is no success, or none at all. Stays within this package. */
final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int FIRST_TRANSPORT = 595;

    private final int status;
    private final String text;

    ApiFailure(int status, String text) {
        super(status + " " + text);
        this.status = status;
        this.text = text;
    }

    ApiFailure(String text, Throwable cause) {
        super(text, cause);
        this.status = 0;
        this.text = text;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    /** Whether the cluster looked at the request and said no; otherwise it may have taken effect all the same. */
    boolean isRefusal() {
        return status > 0 && status < FIRST_TRANSPORT;
    }

    /** Whether the API answers, and the node that was asked for does not. */
    boolean isNodeAway() {
        boolean silent =
                getCause() instanceof HttpTimeoutException && !(getCause() instanceof HttpConnectTimeoutException);
        return status >= FIRST_TRANSPORT || silent;
    }

    /** Whether it says that a guest does not exist, or hides it as one that has left the pool. */
    boolean isGone() {
        return (status == 500 && text.contains("does not exist"))
                || (status == 403 && text.startsWith("Permission check failed (/vms/"));
    }
}
