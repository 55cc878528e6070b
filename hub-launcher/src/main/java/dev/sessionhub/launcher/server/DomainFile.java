package dev.sessionhub.launcher.server;

import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Payara's own domain.xml with our listener and connection pool. Values of the configuration stand as placeholders that
 * Payara fills from system properties, so no secret is written to disk.
 */
final class DomainFile {

    private static final String COMPRESSED =
            "text/html,text/css,text/javascript,application/javascript,application/json,"
                    + "application/problem+json,image/svg+xml,text/plain,text/x-diff";

    /** After 15 minutes Payara would interrupt who answers; a clone may take an hour, and has a limit of its own. */
    private static final String LONGEST_SECONDS = "4000";

    /** How long a thread waits for the next byte of a request. */
    private static final String LONGEST_READ_MILLIS = "10000";

    private final Document document;

    private DomainFile(Document document) {
        this.document = document;
    }

    static void adapt(Path file) {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            DomainFile domain = new DomainFile(document);
            domain.listen();
            domain.addPool();
            try (var out = Files.newOutputStream(file)) {
                TransformerFactory.newInstance()
                        .newTransformer()
                        .transform(new DOMSource(document), new StreamResult(out));
            }
        } catch (ParserConfigurationException | SAXException | TransformerException | IOException e) {
            throw new Failure("cannot prepare " + file + ": " + e.getMessage(), e);
        }
    }

    private void listen() {
        Element listener = named("network-listener", "http-listener");
        listener.setAttribute("address", "${hub.boot.address}");
        listener.setAttribute("port", "${hub.boot.port}");
        Element http = (Element)
                named("protocol", "http-listener").getElementsByTagName("http").item(0);
        http.setAttribute("server-header", "false");
        http.setAttribute("xpowered-by", "false");
        http.setAttribute("compression", "on");
        http.setAttribute("compression-min-size-bytes", "1024");
        http.setAttribute("compressable-mime-type", COMPRESSED);
        http.setAttribute("max-connections", "-1");
        http.setAttribute("request-timeout-seconds", LONGEST_SECONDS);
        named("transport", listener.getAttribute("transport")).setAttribute("read-timeout-millis", LONGEST_READ_MILLIS);
    }

    /** Validates on every use: it costs no round trip, and a lost connection must not be handed out twice. */
    private void addPool() {
        Element resources = only("resources");
        Element pool = child(resources, "jdbc-connection-pool");
        attributes(
                pool,
                "name",
                "HubPool",
                "datasource-classname",
                "org.postgresql.ds.PGSimpleDataSource",
                "res-type",
                "javax.sql.DataSource",
                "steady-pool-size",
                "2",
                "max-pool-size",
                "16",
                "is-connection-validation-required",
                "true",
                "connection-validation-method",
                "auto-commit",
                "fail-all-connections",
                "true");
        property(pool, "url", "${hub.db.url}");
        property(pool, "user", "${hub.db.user}");
        property(pool, "password", "${hub.db.password}");
        attributes(child(resources, "jdbc-resource"), "pool-name", "HubPool", "jndi-name", "jdbc/hub");
        attributes(child(only("server"), "resource-ref"), "ref", "jdbc/hub");
    }

    private void property(Element parent, String name, String value) {
        attributes(child(parent, "property"), "name", name, "value", value);
    }

    private Element child(Element parent, String tag) {
        Element element = document.createElement(tag);
        parent.appendChild(element);
        return element;
    }

    private static void attributes(Element element, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            element.setAttribute(pairs[i], pairs[i + 1]);
        }
    }

    private Element only(String tag) {
        return (Element) document.getElementsByTagName(tag).item(0);
    }

    private Element named(String tag, String name) {
        NodeList found = document.getElementsByTagName(tag);
        for (int i = 0; i < found.getLength(); i++) {
            if (found.item(i) instanceof Element element
                    && element.getAttribute("name").equals(name)) {
                return element;
            }
        }
        throw new Failure("this Payara's domain.xml has no " + tag + " \"" + name + "\"");
    }
}
