package dev.sessionhub.core.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds real plug-ins: compiles sources against the SPI and packs them into a jar in a folder of its own. */
public final class PluginJars {

    public static final String CONTAINERS = "dev.sessionhub.spi.container.ContainerProviderFactory";

    /** Compiled once per type. */
    private static final Map<String, byte[]> SCRIPTED = new ConcurrentHashMap<>();

    private final Path directory;

    public PluginJars(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /** A plug-in that behaves as its settings say. */
    public Path scripted(String folder, String type) throws IOException {
        Path jar = Files.createDirectories(directory.resolve(folder)).resolve("plugin.jar");
        if (SCRIPTED.containsKey(type)) {
            return Files.write(jar, SCRIPTED.get(type));
        }
        String source = resource("ScriptedPlugin.java.txt").replace("@TYPE@", type);
        jar(folder, Map.of("plugin.ScriptedPlugin", source), List.of("plugin.ScriptedPlugin"));
        SCRIPTED.put(type, Files.readAllBytes(jar));
        return jar;
    }

    /** A plug-in of sources of one's own. */
    public Path jar(String folder, Map<String, String> sources, List<String> factories) throws IOException {
        Path classes = Files.createTempDirectory(directory.getParent(), "classes");
        compile(sources, classes);
        Path jar = Files.createDirectories(directory.resolve(folder)).resolve("plugin.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entry(out, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            String names = String.join("\n", factories);
            entry(out, "META-INF/services/" + CONTAINERS, names.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    public static String resource(String name) throws IOException {
        try (var in = PluginJars.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void entry(OutputStream jar, String name, byte[] content) throws IOException {
        ((JarOutputStream) jar).putNextEntry(new JarEntry(name));
        jar.write(content);
    }

    private static void compile(Map<String, String> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new Source(name, text)));
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        if (!compiler.getTask(complaints, null, null, options, null, files).call()) {
            throw new IllegalStateException(complaints.toString());
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
