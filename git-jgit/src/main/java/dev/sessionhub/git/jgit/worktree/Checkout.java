package dev.sessionhub.git.jgit.worktree;

import dev.sessionhub.git.jgit.content.Links;
import dev.sessionhub.git.jgit.content.WorkFiles;
import dev.sessionhub.git.jgit.foreign.ForeignFiles;
import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.IndexEntry;
import dev.sessionhub.git.jgit.index.IndexWriter;
import dev.sessionhub.git.jgit.index.IndexWriter.TreeRecord;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.rules.AttributeRules;
import dev.sessionhub.git.jgit.rules.RuleFile;
import dev.sessionhub.git.jgit.tree.TreeItem;
import dev.sessionhub.git.jgit.tree.TreeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Writes the files of a tree into a directory of its own, and the index that belongs to them. */
final class Checkout {

    private static final int MOST_CONVERTED = 64 << 20;
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?> FILE = permissions("rw-rw-rw-");
    private static final FileAttribute<?> PROGRAM = permissions("rwxrwxrwx");

    private final ObjectReader objects;
    private final TreeReader trees;
    private final WorkFiles files;
    private final List<IndexEntry> entries = new ArrayList<>();
    private final List<TreeRecord> records = new ArrayList<>();

    private Checkout(OpenRepository repository, Path root, ObjectId tree) {
        this.objects = repository.objects();
        this.trees = repository.trees();
        AttributeRules attributes = new AttributeRules(
                RuleFile.lines(repository.directory().resolve("info/attributes")),
                directory -> attributesOf(tree, directory));
        this.files = new WorkFiles(
                new ForeignFiles(root), attributes, repository.settings().lineEnds(), objects);
    }

    /** Fills an empty directory. */
    static void into(Path root, OpenRepository repository, ObjectId tree, Path index)
            throws IOException, InterruptedException {
        Checkout checkout = new Checkout(repository, root, tree);
        checkout.tree(tree, "", "", root);
        IndexWriter.write(index, checkout.entries, checkout.records);
    }

    private void tree(ObjectId tree, String name, String prefix, Path directory)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int record = records.size();
        int first = entries.size();
        int children = 0;
        records.add(new TreeRecord(name, 0, 0, tree));
        for (Map.Entry<String, TreeItem> item : trees.walk(tree, prefix).entrySet()) {
            String path = prefix + item.getKey();
            Path file = RawPath.below(directory, item.getKey());
            if (item.getValue().mode() == FileMode.TREE) {
                children++;
                Files.createDirectory(file);
                tree(item.getValue().id(), item.getKey(), path + "/", file);
            } else {
                write(path, item.getValue(), file);
            }
        }
        records.set(record, new TreeRecord(name, entries.size() - first, children, tree));
    }

    private void write(String path, TreeItem item, Path file) throws IOException, InterruptedException {
        switch (item.mode()) {
            case SUBMODULE -> Files.createDirectory(file);
            case LINK ->
                Links.create(file, objects.open(item.id(), Constants.OBJ_BLOB).getCachedBytes(1 << 16));
            default -> writeFile(path, item, file);
        }
        FileStat stat = item.mode() == FileMode.SUBMODULE ? new FileStat(0, 0, 0, 0, 0, 0, 0, 0) : FileStat.of(file);
        entries.add(new IndexEntry(path, item.mode(), item.id(), 0, stat));
    }

    private void writeFile(String path, TreeItem item, Path file) throws IOException {
        ObjectLoader blob = objects.open(item.id(), Constants.OBJ_BLOB);
        FileAttribute<?> permissions = item.mode() == FileMode.EXECUTABLE ? PROGRAM : FILE;
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, NEW, permissions))) {
            if (blob.getSize() <= MOST_CONVERTED && files.smudges(path)) {
                out.write(files.smudge(path, item.mode(), blob.getCachedBytes(MOST_CONVERTED)));
            } else {
                blob.copyTo(out);
            }
        }
    }

    private List<String> attributesOf(ObjectId tree, String directory) {
        try {
            ObjectId at = tree;
            for (String name : directory.isEmpty() ? new String[0] : directory.split("/")) {
                TreeItem item = trees.items(at).get(name);
                if (item == null || item.mode() != FileMode.TREE) {
                    return List.of();
                }
                at = item.id();
            }
            TreeItem file = trees.items(at).get(".gitattributes");
            return file == null || !file.mode().isFile() ? List.of() : RuleFile.lines(blob(file.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] blob(ObjectId id) throws IOException {
        return objects.open(id, Constants.OBJ_BLOB).getCachedBytes(4 << 20);
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
