/**
 * A small HTTPS server that speaks HTTP/1.1 as Proxmox VE does: own reason phrases and status codes such as 595, no
 * chunked requests, a connection that ends after every refusal, WebSockets on the same port. No server of the JDK can.
 */
@NullMarked
package dev.sessionhub.proxmox.simulator.http;

import org.jspecify.annotations.NullMarked;
