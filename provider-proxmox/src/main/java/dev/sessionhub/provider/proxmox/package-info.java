/**
 * Sessions in LXC guests of Proxmox VE: its REST API makes, starts and ends them, SSH runs programs in them, rsync over
 * SSH carries files.
 *
 * <p><b>Host keys.</b> The template makes new host keys at the first boot of each guest, which no call of the API tells.
 * The first connection to a guest after it was made goes to the address that the API, whose certificate is checked,
 * names for its network card; the key seen then is kept in the state directory, and any other one later is refused and
 * named. Where guests keep the template's key, {@code host-key} pins it and even the first connection is checked.
 *
 * <p><b>Secrets</b> lie in a file of the state directory that only the hub's user can read, and from the start on in a
 * file of the session's user in the guest. No process shows them: what is to run travels on standard input.
 *
 * <p><b>Polling.</b> Tasks and addresses are asked for at most once a second by the whole instance.
 */
@NullMarked
package dev.sessionhub.provider.proxmox;

import org.jspecify.annotations.NullMarked;
