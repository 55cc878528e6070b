package dev.sessionhub.proxmox.simulator.api;

/**
 * Which Proxmox VE it is.
 *
 * @param version as 9.2.11
 * @param messages whether refusals have their text in the body too, since 8.4
 * @param addresses whether interfaces list every address, since 8.4
 * @param tokenTerminals whether API tokens can open terminals, since pve-container 6.1.3
 */
public record Mode(String version, boolean messages, boolean addresses, boolean tokenTerminals) {

    /** The newest one known. */
    public static final Mode NEWEST = new Mode("9.2.11", true, true, true);

    /** Before 8.4. */
    public static final Mode BEFORE_8_4 = new Mode("8.3.5", false, false, false);

    /** Before pve-container 6.1.3. */
    public static final Mode BEFORE_6_1_3 = new Mode("9.1.4", true, true, false);

    String release() {
        return version.substring(0, version.lastIndexOf('.'));
    }
}
